// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Jackson's mapper, made when a value comes that only it knows how to turn into JSON. */
final class LateMapper {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private LateMapper() {}
}
