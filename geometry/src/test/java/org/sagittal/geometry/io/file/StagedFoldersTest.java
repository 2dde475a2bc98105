package org.sagittal.geometry.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sagittal.geometry.testing.fault.Faults;

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

    private Path leftover() throws IOException {
        Path left = Files.createDirectories(folder.resolve(".unfinished-1a"));
        Files.writeString(left.resolve(FolderLock.NAME), "process 77 since 2026-01-31 12:00:00Z\n");
        Files.writeString(left.resolve("half"), "");
        return left;
    }

    private static boolean locked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.tryLock(FolderLock.LOCKED_BYTE, 1, false);
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Test
    void aLeftoverIsLockedAsLongAsItIsRemoved() throws IOException {
        Path left = leftover();
        List<Boolean> locked = new ArrayList<>();
        Faults faults = new Faults();
        faults.show((act, path) -> {
            if (act == Faults.Act.DELETE && path.equals(left.resolve("half"))) {
                locked.add(locked(left.resolve(FolderLock.NAME)));
                assertThatThrownBy(() -> FolderLock.take(faults.over(left))).isInstanceOf(FolderInUseException.class);
            }
        });
        StagedFolders.in(faults.over(folder)).close();
        assertThat(locked).containsExactly(true);
        assertThat(folder).isEmptyDirectory();
    }

    /** Another user's lock cannot be opened, and some disks have none. */
    @ParameterizedTest
    @EnumSource(
            value = Faults.Act.class,
            names = {"OPEN", "LOCK"})
    void whatCannotBeToldForALeftoverStaysAndStopsNobody(Faults.Act act) throws IOException {
        Path left = leftover();
        Faults faults = new Faults();
        faults.show((what, path) -> {
            if (what == act && path.equals(left.resolve(FolderLock.NAME))) {
                throw act == Faults.Act.OPEN
                        ? new AccessDeniedException(path.toString())
                        : new IOException("No locks available");
            }
        });
        StagedFolders.in(faults.over(folder)).close();
        assertThat(folder.toFile().list()).containsExactly(".unfinished-1a");
        assertThat(left.toFile().list()).containsExactlyInAnyOrder(FolderLock.NAME, "half");
    }

    @Test
    void aNewFolderThatAnotherProcessTakesForALeftoverIsMadeAnew() throws IOException {
        List<Path> taken = new ArrayList<>();
        Faults faults = new Faults();
        faults.show((act, path) -> {
            if (act == Faults.Act.LOCK && path.endsWith(FolderLock.NAME) && taken.isEmpty()) {
                taken.add(path);
                Files.delete(path);
                Files.delete(path.getParent());
            }
        });
        try (StagedFolders staged = StagedFolders.in(faults.over(folder.resolve("new")))) {
            Files.writeString(staged.folder("a").resolve("x"), "1");
            staged.commit();
        }
        assertThat(taken).hasSize(1);
        assertThat(folder.resolve("new/a/x")).hasContent("1");
        assertThat(folder.resolve("new").toFile().list()).containsExactly("a");
    }

    @Test
    void theLockIsGivenBackOnceNothingElseIsLeftAndTheFolderGoesThen() throws IOException {
        List<String> gone = new ArrayList<>();
        Faults faults = new Faults();
        try (StagedFolders staged = StagedFolders.in(faults.over(folder))) {
            Files.writeString(staged.folder("a").resolve("x"), "1");
            Files.writeString(staged.folder("-b").resolve("y"), "2");
            faults.show((act, path) -> {
                if (act == Faults.Act.DELETE && Files.exists(path)) {
                    String name = path.getFileName().toString();
                    gone.add(name.startsWith(".unfinished-") ? "the folder" : name);
                    if (name.startsWith(".unfinished-")) {
                        faults.show((more, other) -> {});
                        FolderLock.take(faults.over(path)).close();
                    }
                }
            });
        }
        assertThat(gone).containsExactly("x", "a", "y", "-b", FolderLock.NAME, "the folder");
        assertThat(folder).isEmptyDirectory();
    }
}
