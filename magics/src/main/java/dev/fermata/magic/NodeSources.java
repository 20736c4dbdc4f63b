// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.kernel.magic.Notebook.Declared;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of the source behind the nodes of graphs: the arguments of {@code addNode} and every
 * method, type and variable of the cells that they use, however far away. Layout, comments and the
 * order of cells do not count, nor does what a variable holds. Thread-safe.
 */
final class NodeSources {
  private final List<Declared> declared;
  private final Map<String, List<Declared>> byName = new LinkedHashMap<>();
  private final Map<List<String>, Optional<String>> known = new ConcurrentHashMap<>();

  NodeSources(List<Declared> declared) {
    this.declared = List.copyOf(declared);
    this.declared.forEach(d -> byName.computeIfAbsent(d.name(), n -> new ArrayList<>()).add(d));
  }

  boolean areOf(List<Declared> others) {
    return declared.equals(others);
  }

  /**
   * The hash of a node's source.
   *
   * @param graph the graph's name, usually its variable's; null when it has none yet
   * @param node the node's name
   * @return empty when the cells do not show where the node is made
   */
  Optional<String> fingerprint(@Nullable String graph, String node) {
    var key = List.of(Objects.requireNonNullElse(graph, ""), node);
    return known.computeIfAbsent(key, k -> text(graph, node).map(t -> hash(graph, t)));
  }

  private Optional<JavaTokens> text(@Nullable String graph, String node) {
    var near = graph == null ? List.<Declared>of() : byName.getOrDefault(graph, List.of());
    var around =
        Stream.of(near, used(tokens(near), Set.of()))
            .flatMap(List::stream)
            .flatMap(d -> Stream.of(d.source(), d.cellSource()))
            .distinct()
            .map(source -> JavaTokens.of(source).node(node))
            .flatMap(Optional::stream)
            .findFirst();
    return around.isPresent() ? around : onlyOne(node);
  }

  /** The node of a graph that is not known by name, when only one node is called so. */
  private Optional<JavaTokens> onlyOne(String node) {
    var found = new LinkedHashSet<JavaTokens>();
    for (var cell : new LinkedHashSet<>(declared.stream().map(Declared::cellSource).toList())) {
      JavaTokens.of(cell).node(node).ifPresent(found::add);
    }
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }

  private String hash(@Nullable String graph, JavaTokens node) {
    var parts = new TreeSet<String>();
    used(node.all(), graph == null ? Set.of() : Set.of(graph))
        .forEach(d -> parts.add(JavaTokens.of(d.source()).text()));
    return sha256(node.text() + "\0" + String.join("\0", parts));
  }

  /** Everything that names lead to, directly or through other declarations. */
  private List<Declared> used(List<String> names, Set<String> besides) {
    var seen = new LinkedHashSet<>(besides);
    var found = new ArrayList<Declared>();
    var open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      var name = open.remove();
      if (seen.add(name)) {
        var meant = byName.getOrDefault(name, List.of());
        found.addAll(meant);
        open.addAll(tokens(meant));
      }
    }
    return found;
  }

  private static List<String> tokens(List<Declared> declared) {
    return declared.stream().flatMap(d -> JavaTokens.of(d.source()).all().stream()).toList();
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
