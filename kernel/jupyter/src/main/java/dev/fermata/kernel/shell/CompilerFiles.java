// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * The files javac sees, served faster than its own manager does: javac opens every jar of the class
 * path as a file system and looks through it for plug-ins, again for each of the compilations that
 * one snippet takes. Here a jar is read once, and there are no plug-ins. Of the packages of Java
 * itself javac asks for the attributes of each file, and on Java 17 it compiles a regular
 * expression for each.
 */
final class CompilerFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {
  /** How javac names the place of each. */
  private static final String MODULE_OF_JAVA = "SYSTEM_MODULES[";

  /** Which of the classes in a jar are meant; javac tells it anew for each compilation. */
  private static final String OF_EACH_TASK = "--multi-release";

  private final Map<Path, ClassPathEntry> entries = new ConcurrentHashMap<>();
  private final ImportedNames names;
  private volatile @Nullable List<ClassPathEntry> classPath;

  /**
   * Files.
   *
   * @param names is told what is listed
   */
  CompilerFiles(StandardJavaFileManager files, ImportedNames names) {
    super(files);
    this.names = names;
  }

  @Override
  public boolean handleOption(String current, Iterator<String> remaining) {
    boolean known = super.handleOption(current, remaining);
    classPath = null;
    if (!current.equals(OF_EACH_TASK)) {
      names.forgetListed();
    }
    return known;
  }

  /** As javac expands it: with what the manifests of jars add. */
  private List<ClassPathEntry> classPath() {
    var known = classPath;
    if (known == null) {
      var found = new ArrayList<ClassPathEntry>();
      for (var path : fileManager.getLocationAsPaths(StandardLocation.CLASS_PATH)) {
        found.add(entries.computeIfAbsent(path, ClassPathEntry::of));
      }
      known = List.copyOf(found);
      classPath = known;
    }
    return known;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    var known = recurse ? null : known(location, packageName);
    if (known == null) {
      names.partlyListed(packageName);
      return super.list(location, packageName, kinds, recurse);
    }
    var found = new ArrayList<JavaFileObject>();
    if (kinds.contains(JavaFileObject.Kind.CLASS)) {
      for (var entry : known) {
        var classes = entry.classes(packageName);
        names.listed(packageName, classes);
        found.addAll(classes);
      }
    }
    return found;
  }

  /** What is served from here; null is javac's own. */
  private @Nullable List<ClassPathEntry> known(Location location, String packageName) {
    if (location == StandardLocation.CLASS_PATH) {
      return isNeverOnTheClassPath(packageName) ? List.of() : classPath();
    }
    if (!location.getName().startsWith(MODULE_OF_JAVA)) {
      return null;
    }
    var roots = fileManager.getLocationAsPaths(location).iterator();
    var root = roots.hasNext() ? roots.next() : null;
    if (root == null || roots.hasNext() || !isOfJava(root)) {
      return null; // a patched module has more than one
    }
    return List.of(entries.computeIfAbsent(root, ClassPathEntry::ofModule));
  }

  /**
   * Every compilation asks for the cells' own package, and one that writes {@code java.lang.Object}
   * for {@code java}, where no JVM takes classes from; the first does so before the jars are read.
   */
  private static boolean isNeverOnTheClassPath(String packageName) {
    var prefix = packageName + ".";
    return prefix.equals(Places.PACKAGE) || prefix.startsWith("java.");
  }

  private static boolean isOfJava(Path root) {
    return root.getFileSystem().provider().getScheme().equals("jrt");
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ClassPathEntry.ClassFile found
        ? found.binaryName()
        : super.inferBinaryName(location, file);
  }

  /** Where javac looks for annotation processors and plug-ins; cells have none. */
  @Override
  public ClassLoader getClassLoader(Location location) {
    return ClassLoader.getPlatformClassLoader();
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public void setLocationFromPaths(Location location, Collection<? extends Path> paths)
      throws IOException {
    fileManager.setLocationFromPaths(location, paths);
  }

  @Override
  public void setLocationForModule(
      Location location, String moduleName, Collection<? extends Path> paths) throws IOException {
    fileManager.setLocationForModule(location, moduleName, paths);
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public Iterable<? extends Path> getLocationAsPaths(Location location) {
    return fileManager.getLocationAsPaths(location);
  }

  @Override
  public void setPathFactory(PathFactory factory) {
    fileManager.setPathFactory(factory);
  }

  @Override
  public void close() throws IOException {
    super.close();
    for (var entry : entries.values()) {
      entry.close();
    }
  }
}
