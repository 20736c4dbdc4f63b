// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A codec lives and works as long as a notebook's kernel; the classes of its cells come and go. */
class JsonCodecMemoryTest {
  private final JsonCodec codec = new JsonCodec();

  record Item(String name) {}

  record Box(List<Item> items) {}

  record Names(List<String> names) {}

  @Test
  void keepsNoClassAlive() throws Exception {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> loader = useCopiesOfTheRecords(collected);
    for (int i = 0; i < 50 && !loader.refersTo(null); i++) {
      System.gc();
      collected.remove(100);
      codec.decode(Json.ofText("[]"), Names.class.getRecordComponents()[0].getGenericType(), "n");
    }
    assertThat(loader.refersTo(null)).isTrue();
  }

  private WeakReference<Object> useCopiesOfTheRecords(ReferenceQueue<Object> queue)
      throws IOException, ClassNotFoundException {
    URL classes = Box.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> box = loader.loadClass(Box.class.getName());
      Type items = box.getRecordComponents()[0].getGenericType();
      Json json = Json.ofText("{\"items\":[{\"name\":\"x\"}]}");
      Object value = codec.decode(json, box, "state");
      assertThat(box.isInstance(value)).isTrue();
      assertThat(codec.encode(value, box, "state")).isEqualTo(json);
      assertThat(codec.encodeUntyped(value, "state")).isEqualTo(json);
      codec.decode(Json.ofText("[{\"name\":\"y\"}]"), items, "state");
      return new WeakReference<>(loader, queue);
    }
  }
}
