package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a Maven and a Java that only note how they were called. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "Windows starts the jar itself")
class LauncherTest {
    @TempDir
    private Path folder;

    private Path home;
    private Path bin;
    private Path builds;

    @BeforeEach
    void cloneWithStandIns() throws IOException {
        home = Files.createDirectories(folder.resolve("a clone"));
        bin = Files.createDirectories(folder.resolve("bin"));
        builds = folder.resolve("builds");
        Files.copy(Path.of("..", "sagittal"), home.resolve("sagittal"));
        executable(home.resolve("sagittal"));
        script(
                "mvn",
                "echo x >>'" + builds + "'; sleep 0.5; [ -z \"${FAIL:-}\" ] || { echo 'cannot resolve'; exit 1; }; "
                        + "mkdir -p cli/target; echo jar >cli/target/sagittal.jar");
        script(
                "java",
                "for w; do last=$w; case $w in -XX:ArchiveClassesAtExit=*) exit 1;; esac; done; "
                        + "echo \"java $*\"; exit ${STATUS:-0}");
    }

    private void script(String name, String body) throws IOException {
        Files.writeString(bin.resolve(name), "#!/usr/bin/env bash\n" + body + "\n");
        executable(bin.resolve(name));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path program, String setting, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", program.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment()
                .keySet()
                .removeAll(List.of("SAGITTAL_JAVA_OPTS", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "GLIBC_TUNABLES"));
        builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
        if (!setting.isEmpty()) {
            builder.environment().put(setting.split("=")[0], setting.split("=")[1]);
        }
        return builder.start();
    }

    private static CommandRun finish(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).isTrue();
        return new CommandRun(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes()),
                new String(process.getErrorStream().readAllBytes()));
    }

    private long builds() throws IOException {
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void buildsOnceAndThenOnlyStarts() throws Exception {
        CommandRun first = finish(start(home.resolve("sagittal"), "", "plan", "a b"));
        assertThat(first.err()).contains("building, once").contains("built in");
        assertThat(first.out()).startsWith("java ").contains("sagittal.jar plan a b");
        CommandRun second = finish(start(home.resolve("sagittal"), "", "plan"));
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
        assertThat(finish(start(home.resolve("sagittal"), "", "--rebuild")).status())
                .isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aSourceNewerThanTheProgramIsTold() throws Exception {
        finish(start(home.resolve("sagittal"), "", "plan"));
        Path source =
                Files.createDirectories(home.resolve("models/src/main/java")).resolve("Network.java");
        Files.writeString(source, "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        CommandRun run = finish(start(home.resolve("sagittal"), "", "plan"));
        assertThat(run.err())
                .isEqualTo("sagittal: models/src/main/java/Network.java is newer than the program that runs;"
                        + " './sagittal --rebuild' builds it\n");
        assertThat(run.status()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Process one = start(home.resolve("sagittal"), "", "check");
        Process two = start(home.resolve("sagittal"), "", "check");
        assertThat(finish(one).out()).contains("check");
        assertThat(finish(two).out()).contains("check");
        assertThat(builds()).isEqualTo(1);
        assertThat(home.resolve("cli/target/building")).doesNotExist();
    }

    @Test
    void aFailedBuildSaysWhyAndIsTriedAgain() throws Exception {
        CommandRun failed = finish(start(home.resolve("sagittal"), "FAIL=yes", "check"));
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("cannot resolve", "the build failed", "build.log");
        assertThat(finish(start(home.resolve("sagittal"), "", "check")).status())
                .isZero();
    }

    @Test
    void theStatusPassesThroughAndASymlinkWorks() throws Exception {
        Path link = Files.createSymbolicLink(bin.resolve("sgt"), Path.of("..", "a clone", "sagittal"));
        CommandRun run = finish(start(link, "STATUS=130", "check"));
        assertThat(run.status()).isEqualTo(130);
        assertThat(run.out())
                .contains(home.resolve("cli/target/sagittal.jar").toRealPath().toString());
    }

    private Path target() throws IOException {
        return Files.createDirectories(home.resolve("cli/target"));
    }

    @Test
    void aLockWhoseMakerDiedBeforeItSaidWhoItIsIsTakenOver() throws Exception {
        Path lock = Files.createDirectory(target().resolve("building"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3600)));
        CommandRun run = finish(start(home.resolve("sagittal"), "", "check"));
        assertThat(run.out()).contains("sagittal.jar check");
        assertThat(builds()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }

    @Test
    void aLockThatCannotBeMadeIsToldInsteadOfWaitedFor() throws Exception {
        script("sleep", "PATH=${PATH#*:}; exec sleep 0.01");
        Files.writeString(target().resolve("building"), "no folder");
        CommandRun run = finish(start(home.resolve("sagittal"), "", "check"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("cannot make the folder", "building", "write permission");
        assertThat(builds()).isZero();
    }

    /** A Java that makes the archive of classes when it is asked to. */
    private Path archiving() throws IOException {
        script(
                "java",
                "for w; do case $w in -XX:ArchiveClassesAtExit=*) echo archive >\"${w#*=}\"; exit 0;; esac; done; echo \"java $*\"");
        return target().resolve("sagittal.jsa");
    }

    private static void await(Path file) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(30);
        while (!Files.exists(file) && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
        assertThat(file).exists();
    }

    @Test
    void anArchiveThatAKilledRunBeganIsBegunAnew() throws Exception {
        Path archive = archiving();
        Files.writeString(target().resolve("sagittal.jar"), "jar");
        Path begun = Files.createDirectory(target().resolve("sharing"));
        assertThat(finish(start(home.resolve("sagittal"), "", "check")).status())
                .isZero();
        assertThat(begun).as("another run may be at it").exists();
        Files.setLastModifiedTime(begun, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(finish(start(home.resolve("sagittal"), "", "check")).status())
                .isZero();
        await(archive);
        assertThat(finish(start(home.resolve("sagittal"), "", "check")).out())
                .contains("-XX:SharedArchiveFile=" + archive.toRealPath());
    }

    @Test
    void rebuildingBeginsTheArchiveAnew() throws Exception {
        Path archive = archiving();
        Files.createDirectory(target().resolve("sharing"));
        finish(start(home.resolve("sagittal"), "", "--rebuild"));
        finish(start(home.resolve("sagittal"), "", "check"));
        await(archive);
    }

    @Test
    void libtorchsThreadsLookOutUnlessTheUserHasThemWaitOtherwise() throws Exception {
        script("java", "echo \"${OMP_WAIT_POLICY-unset} ${GOMP_SPINCOUNT-unset}\"");
        Files.writeString(target().resolve("sagittal.jar"), "jar");
        Map<String, String> expected = Map.of(
                "", "PASSIVE 2000",
                "OMP_WAIT_POLICY=passive", "PASSIVE 2000",
                "OMP_WAIT_POLICY=ACTIVE", "ACTIVE unset",
                "GOMP_SPINCOUNT=7", "PASSIVE 7");
        for (Map.Entry<String, String> one : expected.entrySet()) {
            CommandRun run = finish(start(home.resolve("sagittal"), one.getKey(), "check"));
            assertThat(run.out()).as(one.getKey()).isEqualTo(one.getValue() + "\n");
        }
    }

    @Test
    void theUsersOptionsReachJava() throws Exception {
        CommandRun run = finish(start(home.resolve("sagittal"), "SAGITTAL_JAVA_OPTS=-Xmx3g", "check"));
        assertThat(run.out()).contains(" -Xmx3g -jar ");
    }
}
