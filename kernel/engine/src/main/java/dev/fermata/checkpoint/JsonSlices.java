// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a valid JSON array into its elements' texts, and joins such texts, without parsing them. */
final class JsonSlices {
  private JsonSlices() {}

  static List<Json> elements(Json array) {
    byte[] text = array.bytes();
    int end = last(text, text.length);
    int start = first(text, 0);
    if (text.length < 2 || text[start] != '[' || text[end] != ']') {
      throw NotJsonException.mismatch("", "expected an array to cut into elements");
    }
    List<Json> elements = new ArrayList<>();
    int from = first(text, start + 1);
    while (from < end) {
      int comma = elementEnd(text, from, end);
      elements.add(Json.ofBytes(Arrays.copyOfRange(text, from, last(text, comma) + 1)));
      from = first(text, comma + 1);
    }
    return elements;
  }

  static boolean isEmptyArray(byte[] array) {
    return first(array, 1) == array.length - 1;
  }

  static Json array(List<Json> elements) {
    int size = 2 + Math.max(0, elements.size() - 1);
    for (Json element : elements) {
      size = Math.addExact(size, element.size());
    }
    byte[] text = new byte[size];
    int at = 0;
    text[at++] = '[';
    for (Json element : elements) {
      if (at > 1) {
        text[at++] = ',';
      }
      System.arraycopy(element.bytes(), 0, text, at, element.size());
      at += element.size();
    }
    text[at] = ']';
    return Json.ofBytes(text);
  }

  /** The comma behind the element that starts at an index, or the array's end. */
  private static int elementEnd(byte[] text, int from, int end) {
    int depth = 0;
    for (int i = from; i < end; i++) {
      switch (text[i]) {
        case '"' -> i = stringEnd(text, i);
        case '[', '{' -> depth++;
        case ']', '}' -> depth--;
        case ',' -> {
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return end;
  }

  private static int stringEnd(byte[] text, int quote) {
    int i = quote + 1;
    while (text[i] != '"') {
      i += text[i] == '\\' ? 2 : 1;
    }
    return i;
  }

  private static int first(byte[] text, int from) {
    int i = from;
    while (i < text.length - 1 && isSpace(text[i])) {
      i++;
    }
    return i;
  }

  private static int last(byte[] text, int to) {
    int i = to - 1;
    while (i > 0 && isSpace(text[i])) {
      i--;
    }
    return i;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
