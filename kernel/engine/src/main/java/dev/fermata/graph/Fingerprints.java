// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.StateGraph.BranchSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hashes that tell whether a graph is the one that asked: its structure, and the code of a node.
 * Byte code is looked at once; sources may change while the graph lives. Thread-safe.
 */
final class Fingerprints {
  private final Topology<?> topology;
  private final Function<String, Optional<String>> source;
  private final ConcurrentHashMap<String, String> codes = new ConcurrentHashMap<>();
  private volatile @Nullable String structure;

  /**
   * Fingerprints of a graph.
   *
   * @param source the hash of a node's source by its name, where the place knows sources; asked
   *     each time
   */
  Fingerprints(Topology<?> topology, Function<String, Optional<String>> source) {
    this.topology = topology;
    this.source = source;
  }

  /** Nodes, edges, routers and channels as one text, hashed. */
  String structure() {
    String known = structure;
    if (known == null) {
      known = Ids.of(parts(topology)).substring(0, 16);
      structure = known;
    }
    return known;
  }

  private static <S extends Record> Object[] parts(Topology<S> topology) {
    List<Object> parts = new ArrayList<>(topology.names());
    topology.edgeNames().forEach(edge -> parts.add(Arrays.toString(edge)));
    topology.joins().forEach(join -> parts.add(Arrays.toString(join.sources()) + join.target()));
    for (int node = 0; node <= topology.size(); node++) {
      for (BranchSpec<S> branch : topology.branches(node)) {
        parts.add(branch.from() + "?" + branch.destinations());
      }
    }
    for (int channel = 0; channel < topology.schema().size(); channel++) {
      parts.add(topology.schema().name(channel) + ":" + plain(topology.schema().rawType(channel)));
    }
    return parts.toArray();
  }

  private static String plain(Class<?> type) {
    return type.getSimpleName();
  }

  /**
   * The hash of a node's source, or of the class its code stands in; null when neither is known.
   */
  @Nullable String code(String node) {
    int number = topology.find(node);
    if (number < 0) {
      return null;
    }
    String known =
        source
            .apply(node)
            .orElseGet(
                () -> codes.computeIfAbsent(node, n -> byteCode(topology.node(number).code())));
    return known.isEmpty() ? null : known;
  }

  private static String byteCode(Object code) {
    String name = code.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    String host = lambda < 0 ? name : name.substring(0, lambda);
    ClassLoader loader = code.getClass().getClassLoader();
    if (loader == null) {
      return "";
    }
    try (InputStream in = loader.getResourceAsStream(host.replace('.', '/') + ".class")) {
      return in == null ? "" : Ids.of(HexFormat.of().formatHex(in.readAllBytes())).substring(0, 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
