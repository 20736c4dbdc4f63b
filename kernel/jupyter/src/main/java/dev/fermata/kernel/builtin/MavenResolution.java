// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.MagicException;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.ContextOverrides.AddRepositoriesOp;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.util.artifact.SubArtifact;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.jspecify.annotations.Nullable;

/**
 * One resolution by Maven's own resolver.
 *
 * @param repositories further ones, as URL or ID=URL
 * @param offline whether nothing may be downloaded
 * @param sources whether the sources of the libraries that were asked for are fetched as well
 * @param localRepository in place of the configured one; null for that
 * @param listener told of each download
 */
record MavenResolution(
    List<String> repositories,
    boolean offline,
    boolean sources,
    @Nullable Path localRepository,
    TransferListener listener) {

  /**
   * Finds jars and all they need at run time.
   *
   * @param coordinates group:artifact[:extension[:classifier]][:version]
   * @return in the local repository
   */
  List<Library> resolve(List<String> coordinates) {
    var artifacts = coordinates.stream().map(MavenResolution::artifact).toList();
    var dependencies = artifacts.stream().map(a -> new Dependency(a, "runtime")).toList();
    try (var context = new StandaloneStaticRuntime().create(overrides())) {
      var request = new CollectRequest().setDependencies(dependencies);
      return resolve(context, request.setRepositories(context.remoteRepositories()));
    } catch (DependencyResolutionException e) {
      throw new MagicException("not-resolved", explain(e));
    }
  }

  /**
   * Finds what a project needs at run time.
   *
   * @param pom its pom.xml; parents and imported lists of versions are looked for where Maven would
   * @return in the local repository
   */
  List<Library> resolveProject(Path pom) {
    try (var context = new StandaloneStaticRuntime().create(overrides())) {
      return resolve(context, ProjectFile.dependencies(pom, context));
    } catch (ArtifactDescriptorException e) {
      throw new MagicException("bad-pom", explain(e));
    } catch (DependencyResolutionException e) {
      throw new MagicException("not-resolved", explain(e));
    }
  }

  private List<Library> resolve(Context context, CollectRequest request)
      throws DependencyResolutionException {
    var result =
        context
            .repositorySystem()
            .resolveDependencies(
                context.repositorySystemSession(),
                new DependencyRequest(request, DependencyFilterUtils.classpathFilter("runtime")));
    var found = result.getArtifactResults().stream().map(ArtifactResult::getArtifact).toList();
    if (sources) {
      request
          .getDependencies()
          .forEach(wanted -> fetchSources(context, wanted.getArtifact(), found));
    }
    return found.stream().map(Library::of).toList();
  }

  /** They lie beside the jar then, where inspection looks. Many libraries have none. */
  private static void fetchSources(Context context, Artifact wanted, List<Artifact> found) {
    for (var artifact : found) {
      if (artifact.getGroupId().equals(wanted.getGroupId())
          && artifact.getArtifactId().equals(wanted.getArtifactId())) {
        var request = new ArtifactRequest();
        request.setArtifact(new SubArtifact(artifact, "sources", "jar"));
        request.setRepositories(context.remoteRepositories());
        try {
          var unused =
              context
                  .repositorySystem()
                  .resolveArtifact(context.repositorySystemSession(), request);
        } catch (ArtifactResolutionException e) {
          System.err.println("no sources of " + artifact + " were found");
        }
      }
    }
  }

  private static Artifact artifact(String coordinates) {
    var colons = coordinates.chars().filter(c -> c == ':').count();
    try {
      return new DefaultArtifact(colons == 1 ? coordinates + ":RELEASE" : coordinates);
    } catch (IllegalArgumentException e) {
      throw new MagicException(
          "bad-coordinates",
          "\""
              + coordinates
              + "\" names no library; write group:artifact:version, for example"
              + " com.google.guava:guava:33.4.0-jre");
    }
  }

  private ContextOverrides overrides() {
    var overrides = ContextOverrides.create().withUserSettings(true).transferListener(listener);
    if (offline) {
      overrides.offline(true);
    }
    if (localRepository != null) {
      overrides.withLocalRepositoryOverride(localRepository);
    }
    if (!repositories.isEmpty()) {
      overrides.repositories(remotes()).addRepositoriesOp(AddRepositoriesOp.APPEND);
    }
    return overrides.build();
  }

  private List<RemoteRepository> remotes() {
    var remotes = new ArrayList<RemoteRepository>();
    for (var written : repositories) {
      var equals = written.indexOf('=');
      var named = equals > 0 && equals < written.indexOf(':');
      var id = named ? written.substring(0, equals) : "notebook-" + (remotes.size() + 1);
      var url = named ? written.substring(equals + 1) : written;
      if (!url.matches("(https?|file):.+")) {
        throw new MagicException(
            "bad-repository", "\"" + url + "\" is no URL of http, https or file");
      }
      remotes.add(new RemoteRepository.Builder(id, "default", url).build());
    }
    return remotes;
  }

  private String explain(RepositoryException e) {
    Throwable root = e;
    while (root.getCause() != null && !(root instanceof ArtifactNotFoundException)) {
      root = root.getCause();
    }
    var what = String.valueOf(e.getMessage());
    var why = String.valueOf(root.getMessage());
    var hint =
        offline
            ? "nothing may be downloaded with --offline; leave it out"
            : "check the coordinates, and that this machine reaches the repositories"
                + " (mirrors and proxies are set in ~/.m2/settings.xml)";
    return what + (what.contains(why) ? "" : "\n" + why) + "\n" + hint;
  }
}
