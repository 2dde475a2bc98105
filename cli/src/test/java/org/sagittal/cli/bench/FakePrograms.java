package org.sagittal.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Shell scripts in place of our program and the peers', which write down how they were called. */
final class FakePrograms {
    private final Path folder;
    private final Path diary;

    FakePrograms(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.diary = folder.resolve("diary.txt");
        Files.writeString(diary, "");
    }

    /** A program that says its name and arguments, and then does as told. */
    Path add(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(
                file, "#!/usr/bin/env bash\nset -eu\necho \"" + name + " $*\" >>'" + diary + "'\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    Peers peers() {
        return new Peers("/nowhere:" + folder);
    }

    /** Every call so far, the oldest first. */
    List<String> calls() throws IOException {
        return Files.readAllLines(diary);
    }

    Path diary() {
        return diary;
    }

    Path folder() {
        return folder;
    }
}
