// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

/**
 * A type that says itself how it is shown, in a cell's result and by {@link Displays#display}:
 * {@code record Colour(String css) implements Displayable { public MimeBundle toDisplay() { return
 * html("<b style='color:" + css + "'>" + css + "</b>"); } }}. For the types of others there is
 * {@link Displays#displayAs}.
 */
public interface Displayable {
  /**
   * What is shown. Called on the cell's thread each time the value is shown.
   *
   * @return made for example by {@link Displays#html}; with {@link MimeBundle#with} in several
   *     representations, of which a front end takes the best it knows
   */
  MimeBundle toDisplay();
}
