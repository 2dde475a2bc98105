package org.sagittal.geometry.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFoldersTest {
    @TempDir
    Path folder;

    @Test
    void foldersAppearTogetherAndOthersStay() throws IOException {
        Files.createDirectories(folder.resolve("out/set/old"));
        Files.createDirectories(folder.resolve("out/set/b"));
        try (StagedFolders staged = StagedFolders.in(folder.resolve("out"))) {
            Files.writeString(staged.folder("set/a").resolve("x"), "1");
            Files.writeString(staged.folder("set/b").resolve("y"), "2");
            Files.writeString(staged.folder("set/a/below").resolve("z"), "3");
            assertThat(folder.resolve("out/set/a")).doesNotExist();

            assertThat(staged.commit()).isEqualTo(List.of(folder.resolve("out/set/a"), folder.resolve("out/set/b")));
        }
        assertThat(folder.resolve("out/set/a/x")).hasContent("1");
        assertThat(folder.resolve("out/set/a/below/z")).hasContent("3");
        assertThat(folder.resolve("out/set/b/y")).hasContent("2");
        assertThat(folder.resolve("out").toFile().list()).containsExactly("set");
        assertThat(folder.resolve("out/set").toFile().list()).containsExactlyInAnyOrder("a", "b", "old");
    }

    @Test
    void nothingIsLeftOfWhatWasNotFinished() throws IOException {
        try (StagedFolders staged = StagedFolders.in(folder.resolve("new/out"))) {
            Files.writeString(staged.folder("a").resolve("x"), "1");
        }
        assertThat(folder.resolve("new/out")).doesNotExist();
        Files.createDirectories(folder.resolve("there"));
        try (StagedFolders staged = StagedFolders.in(folder.resolve("there"))) {
            staged.folder("a");
        }
        assertThat(folder.resolve("there")).isEmptyDirectory();
    }

    @Test
    void whatIsThereIsRefusedByName() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/mine"), "");
        Files.writeString(folder.resolve("file"), "");
        try (StagedFolders staged = StagedFolders.in(folder)) {
            assertThatThrownBy(() -> staged.folder("a")).hasMessageContaining("a: is there already");
            assertThatThrownBy(() -> staged.folder("file")).hasMessageContaining("is there already");
            staged.folder("b");
            assertThatThrownBy(() -> staged.folder("b")).hasMessageContaining("is there already");
        }
        assertThatThrownBy(() -> StagedFolders.in(folder.resolve("file/below")))
                .hasMessageContaining("cannot take files");
        assertThat(folder.resolve("a/mine")).exists();
    }

    @Test
    void foldersMovedBeforeAFailureAreTakenBack() throws IOException {
        try (StagedFolders staged = StagedFolders.in(folder)) {
            staged.folder("a");
            staged.folder("b");
            Files.createDirectories(folder.resolve("b"));
            Files.writeString(folder.resolve("b/late"), "");

            assertThatThrownBy(staged::commit).isInstanceOf(FormatException.class);
        }
        assertThat(folder.toFile().list()).containsExactly("b");
        assertThat(folder.resolve("b/late")).exists();
    }

    @Test
    void whatAKilledProcessStagedGoesAndWhatALivingOneStagesStays() throws Exception {
        Process killed = FolderLockTest.hold(folder.resolve(".unfinished-1a"));
        Files.writeString(folder.resolve(".unfinished-1a/half"), "");
        killed.destroyForcibly();
        assertThat(killed.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Files.createDirectories(folder.resolve(".unfinished-2b"));
        Files.createDirectories(folder.resolve(".unfinished-3c/not-ours"));
        Process living = FolderLockTest.hold(folder.resolve(".unfinished-4d"));
        try {
            StagedFolders.in(folder).close();
            assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".unfinished-3c", ".unfinished-4d");
            assertThat(folder.resolve(".unfinished-4d/" + FolderLock.NAME)).exists();
        } finally {
            living.destroyForcibly();
        }
    }
}
