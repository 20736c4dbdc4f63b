// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.display.Display;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.display.Renderers;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Shows things as output of one cell. */
final class DisplayPublisher implements Display {
  private final CellRun cell;
  private final Renderers renderers;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  DisplayPublisher(CellRun cell, Renderers renderers) {
    this.cell = cell;
    this.renderers = renderers;
  }

  @Override
  public String show(Object value) {
    var id = UUID.randomUUID().toString();
    ids.add(id);
    show(value, id);
    return id;
  }

  /** Whether a value is an id that this cell was given: nobody wants to see it as a result. */
  boolean gave(Object value) {
    return value instanceof String id && ids.contains(id);
  }

  @Override
  public void show(Object value, String displayId) {
    publish("display_data", value, displayId);
  }

  @Override
  public void update(String displayId, Object value) {
    publish("update_display_data", value, displayId);
  }

  private void publish(String type, Object value, String displayId) {
    var content = cell.content(renderers.render(value, cell.interactive()));
    content.putObject("transient").put("display_id", displayId);
    cell.publish(type, content);
  }

  @Override
  public void clear(boolean wait) {
    cell.publish("clear_output", Jsons.object().put("wait", wait));
  }

  static ObjectNode content(MimeBundle bundle) {
    var content = Jsons.object();
    content.set("data", Jsons.tree(bundle.data()));
    content.set("metadata", Jsons.tree(bundle.metadata()));
    return content;
  }
}
