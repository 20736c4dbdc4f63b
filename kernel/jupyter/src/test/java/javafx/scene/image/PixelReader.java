// SPDX-License-Identifier: Apache-2.0
package javafx.scene.image;

/** As JavaFX declares it. */
@FunctionalInterface
public interface PixelReader {
  /** One pixel. */
  int getArgb(int x, int y);
}
