// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** Source for javac that is in no file. */
final class SourceText extends SimpleJavaFileObject {
  private final String text;

  SourceText(String text) {
    super(URI.create("string:///X.java"), Kind.SOURCE);
    this.text = text;
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
