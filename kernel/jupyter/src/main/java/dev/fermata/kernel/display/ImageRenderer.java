// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Images as PNG. */
final class ImageRenderer implements Renderer {
  @Override
  public Optional<MimeBundle> render(Object value, boolean interactive) {
    return value instanceof RenderedImage image ? Optional.of(bundle(image)) : Optional.empty();
  }

  private static MimeBundle bundle(RenderedImage image) {
    var png = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", png)) {
        return MimeBundle.plain("an image that cannot be written as PNG: " + image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return MimeBundle.plain("image, " + image.getWidth() + " × " + image.getHeight())
        .with("image/png", Base64.getEncoder().encodeToString(png.toByteArray()));
  }
}
