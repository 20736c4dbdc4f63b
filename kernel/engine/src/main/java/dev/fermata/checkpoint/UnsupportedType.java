// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

/**
 * A type without a JSON form. Null passes; any value is refused, with the path to it.
 *
 * @param name the type
 * @param why what is wrong and what to do; empty for the usual reason
 */
record UnsupportedType(String name, String why) implements ValueType {
  @Override
  public void write(JsonWriter out, Object value) {
    throw out.notJson(why.isEmpty() ? TypeNames.ofValue(value) + " is not JSON" : why);
  }

  @Override
  public Object read(JsonReader in) {
    throw in.mismatch(why.isEmpty() ? name + " is not JSON" : why);
  }
}
