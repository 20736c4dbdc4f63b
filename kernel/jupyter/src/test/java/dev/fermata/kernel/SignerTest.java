// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignerTest {
  @Test
  void signsTheExampleOfTheStandardsTestVectors() {
    // RFC 4231, test case 2
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        new Signer("Jefe").sign("what do ya want for nothing?".getBytes(US_ASCII)));
  }

  @Test
  void signsAsJavaItselfDoesWhateverKeyAndParts() throws GeneralSecurityException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      var key = "ü".repeat(random.nextInt(3)) + "k".repeat(1 + random.nextInt(150));
      var parts = new byte[random.nextInt(6)][];
      var whole = new ByteArrayOutputStream();
      for (int i = 0; i < parts.length; i++) {
        parts[i] = new byte[random.nextInt(200)];
        random.nextBytes(parts[i]);
        whole.writeBytes(parts[i]);
      }
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      var expected = HexFormat.of().formatHex(mac.doFinal(whole.toByteArray()));
      assertEquals(expected, new Signer(key).sign(parts), "seed " + seed);
    }
  }
}
