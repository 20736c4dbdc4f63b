// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.debug.DebugAdapter;
import java.util.Optional;

/** Answers kernel_info_request, before cells can be run. */
final class KernelInfo implements Handler {
  private static final String DOCS = "https://docs.oracle.com/en/java/javase/";

  @Override
  public ObjectNode handle(Request request) {
    var java = Runtime.version();
    var version =
        Optional.ofNullable(KernelInfo.class.getPackage().getImplementationVersion())
            .orElse("development");
    var info =
        Jsons.ok()
            .put("protocol_version", Codec.PROTOCOL)
            .put("implementation", "fermata")
            .put("implementation_version", version)
            .put("banner", "Fermata " + version + " on Java " + java + ". %help explains.")
            .put("debugger", DebugAdapter.isAvailable());
    info.set("language_info", language(java));
    var features = info.putArray("supported_features").add("kernel subshells");
    if (DebugAdapter.isAvailable()) {
      features.add("debugger");
    }
    link(info, "Java " + java.feature() + " API", DOCS + java.feature() + "/docs/api/");
    link(
        info,
        "LangGraph: Interrupts",
        "https://docs.langchain.com/oss/python/langgraph/interrupts");
    return info;
  }

  private static ObjectNode language(Runtime.Version java) {
    return Jsons.object()
        .put("name", "java")
        .put("version", java.toString())
        .put("mimetype", "text/x-java-source")
        .put("file_extension", ".java")
        .put("pygments_lexer", "java")
        .put("codemirror_mode", "text/x-java")
        .put("nbconvert_exporter", "script");
  }

  private static void link(ObjectNode info, String text, String url) {
    info.withArray("help_links").addObject().put("text", text).put("url", url);
  }
}
