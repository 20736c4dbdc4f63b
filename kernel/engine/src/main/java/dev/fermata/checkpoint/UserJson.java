// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.fermata.checkpoint.JsonWriter.CappedBytes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads JSON that a person or a front end wrote, strictly, into its compact form. Thread-safe. */
final class UserJson {
  private final JsonFactory readers;
  private final JsonFactory writers;
  private final JsonLimits limits;

  UserJson(JsonFactory writers, JsonLimits limits) {
    this.writers = writers;
    this.limits = limits;
    this.readers =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
  }

  Json parse(String text) {
    if (text.length() > limits.payloadBytes()) {
      throw tooLarge();
    }
    int lone = Surrogates.firstLone(text);
    if (lone >= 0) {
      throw NotJsonException.text(
          "half a surrogate pair at index " + lone + " of the text is not JSON", null);
    }
    CappedBytes bytes = new CappedBytes(limits.payloadBytes(), "");
    try (JsonParser in = readers.createParser(text);
        JsonGenerator out = writers.createGenerator(bytes)) {
      copy(in, out);
    } catch (StreamConstraintsException e) {
      throw NotJsonException.limit("", "not accepted as JSON: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw NotJsonException.text(
          "not JSON at line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  firstLine(e.getOriginalMessage())),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // text to memory: cannot happen
    }
    return Json.ofBytes(bytes.toByteArray());
  }

  private void copy(JsonParser in, JsonGenerator out) throws IOException {
    if (in.nextToken() == null) {
      throw NotJsonException.text("empty text is not JSON; write null for no value", null);
    }
    int depth = 0;
    do {
      copyToken(in, out);
      depth += in.currentToken().isStructStart() ? 1 : in.currentToken().isStructEnd() ? -1 : 0;
    } while (depth > 0 && in.nextToken() != null);
    if (in.nextToken() != null) {
      throw NotJsonException.text(
          "not JSON at line %d, column %d: text follows the end of the value"
              .formatted(
                  in.currentTokenLocation().getLineNr(), in.currentTokenLocation().getColumnNr()),
          null);
    }
  }

  private static void copyToken(JsonParser in, JsonGenerator out) throws IOException {
    JsonToken token = in.currentToken();
    if (token.isNumeric()) {
      out.writeNumber(in.getText());
    } else {
      if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
        requirePaired(in, token == JsonToken.FIELD_NAME ? in.currentName() : in.getText());
      }
      out.copyCurrentEvent(in);
    }
  }

  private static void requirePaired(JsonParser in, String text) {
    if (Surrogates.firstLone(text) >= 0) {
      throw NotJsonException.text(
          "not JSON at line %d, column %d: half a surrogate pair is not text"
              .formatted(
                  in.currentTokenLocation().getLineNr(), in.currentTokenLocation().getColumnNr()),
          null);
    }
  }

  private NotJsonException tooLarge() {
    return NotJsonException.limit(
        "", "larger than the limit of %,d bytes as JSON".formatted(limits.payloadBytes()));
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
