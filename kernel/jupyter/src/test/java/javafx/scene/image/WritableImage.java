// SPDX-License-Identifier: Apache-2.0
package javafx.scene.image;

/** What the kernel asks of JavaFX's class of this name, which no JDK has. */
public final class WritableImage {
  private final int width;
  private final int height;

  /** An image whose pixels tell their places. */
  public WritableImage(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Pixels from left to right. */
  public double getWidth() {
    return width;
  }

  /** Pixels from top to bottom. */
  public double getHeight() {
    return height;
  }

  /** Opaque pixels, their column as blue and their line as green. */
  public PixelReader getPixelReader() {
    return (x, y) -> 0xFF000000 | y << 8 | x;
  }
}
