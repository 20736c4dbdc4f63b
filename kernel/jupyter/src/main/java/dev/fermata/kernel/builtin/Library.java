// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import java.nio.file.Path;
import org.eclipse.aether.artifact.Artifact;

/**
 * A library that was resolved.
 *
 * @param name group:artifact
 * @param version the resolved one
 * @param file its jar
 */
record Library(String name, String version, Path file) {
  static Library of(Artifact artifact) {
    return new Library(
        artifact.getGroupId() + ":" + artifact.getArtifactId(),
        artifact.getVersion(),
        artifact.getFile().toPath());
  }
}
