package org.sagittal.cli.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The peers' programs that are installed. */
public final class Peers {
    private final String path;

    /**
     * Looks at some folders.
     *
     * @param path folders apart by the system's separator, as in {@code PATH}; null for none
     */
    public Peers(String path) {
        this.path = path == null ? "" : path;
    }

    /**
     * The folders that the process's environment names.
     *
     * @return the peers
     */
    public static Peers fromEnvironment() {
        return new Peers(System.getenv("PATH"));
    }

    /**
     * Finds a program.
     *
     * @param name e.g. {@code nnUNetv2_predict}
     * @return its file, or empty
     */
    public Optional<Path> find(String name) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The interpreter beside nnU-Net's commands.
     *
     * @return its file, or empty
     */
    public Optional<Path> python() {
        return find("nnUNetv2_predict")
                .map(file -> file.resolveSibling("python"))
                .filter(Files::isExecutable);
    }
}
