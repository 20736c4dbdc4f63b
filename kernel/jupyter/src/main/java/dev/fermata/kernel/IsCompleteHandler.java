// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.magic.CellPart;
import dev.fermata.kernel.shell.Completeness;
import dev.fermata.kernel.shell.Completeness.Status;
import java.util.Locale;

/** Answers is_complete_request. */
final class IsCompleteHandler implements Handler {
  private final Session session;

  IsCompleteHandler(Session session) {
    this.session = session;
  }

  @Override
  public ObjectNode handle(Request request) {
    var answer = completeness(request.content().path("code").asText());
    var reply = Jsons.object().put("status", answer.status().name().toLowerCase(Locale.ROOT));
    if (answer.status() == Status.INCOMPLETE) {
      reply.put("indent", answer.indent());
    }
    return reply;
  }

  /** A magic is always complete; of the Java between magics the first that is not decides. */
  private Completeness completeness(String code) {
    for (var part : session.magics().split(code)) {
      if (part instanceof CellPart.Java java) {
        var answer = session.shell().completeness(java.source());
        if (answer.status() != Status.COMPLETE) {
          return answer;
        }
      }
    }
    return new Completeness(Status.COMPLETE, "");
  }
}
