// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.MagicException;
import eu.maveniverse.maven.mima.context.Context;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;
import org.jspecify.annotations.Nullable;

/** Maven's pom.xml, as a file or as the parts of one that a cell holds. */
final class ProjectFile {
  private static final Set<String> SCOPES = Set.of("", "compile", "runtime");

  /** Under this name Maven's resolver asks for the file; what it says of itself does not matter. */
  private static final Artifact NAME = new DefaultArtifact("notebook:notebook:pom:1");

  private static final Pattern PROJECT = Pattern.compile("<project[\\s>]");
  private static final Pattern WHOLE_PARTS =
      Pattern.compile("(?s)<(properties|dependencyManagement|parent)\\b.*?</\\1>");
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>.*?</dependency>");
  private static final Pattern REPOSITORY = Pattern.compile("(?s)<repository>.*?</repository>");

  private ProjectFile() {}

  /** A whole pom.xml around the parts that a cell holds. */
  static String around(String body) {
    if (PROJECT.matcher(body).find()) {
      return body;
    }
    var rest = WHOLE_PARTS.matcher(body).replaceAll("");
    if (!DEPENDENCY.matcher(rest).find()) {
      throw new MagicException(
          "bad-pom",
          "there is no <dependency> in the cell; write <dependency><groupId>…</groupId>"
              + "<artifactId>…</artifactId><version>…</version></dependency>, as in a pom.xml");
    }
    return "<project><modelVersion>4.0.0</modelVersion><groupId>notebook</groupId>"
        + "<artifactId>notebook</artifactId><version>1</version>"
        + all(WHOLE_PARTS, body)
        + "<repositories>"
        + all(REPOSITORY, rest)
        + "</repositories><dependencies>"
        + all(DEPENDENCY, rest)
        + "</dependencies></project>";
  }

  private static String all(Pattern part, String text) {
    return part.matcher(text).results().map(found -> found.group()).collect(Collectors.joining());
  }

  /** What the project needs at run time, with its versions and repositories. */
  static CollectRequest dependencies(Path pom, Context context) throws ArtifactDescriptorException {
    var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
    session.setWorkspaceReader(new OneFile(pom.toFile()));
    session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(false, false));
    var system = context.repositorySystem();
    var project =
        system.readArtifactDescriptor(
            session, new ArtifactDescriptorRequest(NAME, context.remoteRepositories(), null));
    var request = new CollectRequest();
    project.getDependencies().stream()
        .filter(dependency -> SCOPES.contains(dependency.getScope()))
        .forEach(request::addDependency);
    request.setManagedDependencies(project.getManagedDependencies());
    context.remoteRepositories().forEach(request::addRepository);
    system
        .newResolutionRepositories(session, project.getRepositories())
        .forEach(request::addRepository);
    return request;
  }

  /** Gives the resolver the file. */
  private record OneFile(File pom) implements WorkspaceReader {
    @Override
    public WorkspaceRepository getRepository() {
      return new WorkspaceRepository();
    }

    @Override
    public @Nullable File findArtifact(Artifact wanted) {
      boolean asked =
          wanted.getGroupId().equals(NAME.getGroupId())
              && wanted.getArtifactId().equals(NAME.getArtifactId())
              && wanted.getExtension().equals(NAME.getExtension());
      return asked ? pom : null;
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
      return List.of();
    }
  }
}
