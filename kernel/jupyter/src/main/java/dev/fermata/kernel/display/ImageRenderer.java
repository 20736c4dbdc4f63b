// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.swing.ImageIcon;

/** Images of AWT and of JavaFX as PNG. */
final class ImageRenderer implements Renderer {
  private static final String JAVAFX = "javafx.scene.image.";

  @Override
  public Optional<MimeBundle> render(Object value, boolean interactive) {
    if (value instanceof RenderedImage image) {
      return Optional.of(bundle(image));
    }
    if (value instanceof Image image) {
      return Optional.of(drawn(image));
    }
    return value.getClass().getName().startsWith(JAVAFX) ? javaFx(value) : Optional.empty();
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
    var text = "image, " + image.getWidth() + " × " + image.getHeight();
    return MimeBundle.binary("image/png", png.toByteArray(), text);
  }

  /** An image that is loaded while it is drawn; the icon waits until it is there. */
  private static MimeBundle drawn(Image image) {
    var loaded = new ImageIcon(image);
    if (loaded.getIconWidth() < 1 || loaded.getIconHeight() < 1) {
      return MimeBundle.plain("an image without a size: " + image);
    }
    var copy =
        new BufferedImage(
            loaded.getIconWidth(), loaded.getIconHeight(), BufferedImage.TYPE_INT_ARGB);
    var graphics = copy.createGraphics();
    graphics.drawImage(loaded.getImage(), 0, 0, null);
    graphics.dispose();
    return bundle(copy);
  }

  /** JavaFX is in no JDK: what a cell has loaded is asked by name. */
  private static Optional<MimeBundle> javaFx(Object image) {
    try {
      var type = image.getClass();
      var width = ((Number) type.getMethod("getWidth").invoke(image)).intValue();
      var height = ((Number) type.getMethod("getHeight").invoke(image)).intValue();
      var reader = type.getMethod("getPixelReader").invoke(image);
      if (reader == null || width < 1 || height < 1) {
        return Optional.empty();
      }
      var argb =
          Class.forName(JAVAFX + "PixelReader", false, type.getClassLoader())
              .getMethod("getArgb", int.class, int.class);
      var copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
      for (var y = 0; y < height; y++) {
        for (var x = 0; x < width; x++) {
          copy.setRGB(x, y, (int) argb.invoke(reader, x, y));
        }
      }
      return Optional.of(bundle(copy));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
