package org.sagittal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "commands are run by bash")
class SideBySideTest {
    @TempDir
    private Path folder;

    private final List<String> news = new ArrayList<>();
    private FakePrograms fakes;
    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        fakes = new FakePrograms(folder.resolve("bin"));
        Path ours = fakes.add("ours", "");
        Files.createDirectories(folder.resolve("work"));
        bench = new Workbench(folder.resolve("work"), List.of(ours.toString()), 2);
    }

    private Task task(int warmUps) {
        String ours = fakes.folder().resolve("ours").toString();
        Path result = folder.resolve("result");
        return new Task(
                "work",
                new Task.Side(List.of(List.of(ours, "before")), List.of(ours, "run"), List.of(), Optional.of(() -> 7)),
                new Task.Side(
                        List.of(List.of("theirs", "before")),
                        List.of("theirs", "run"),
                        List.of(result),
                        Optional.of(() -> 14)),
                Map.of("MORE", "more"),
                warmUps);
    }

    @Test
    void bothSidesRunInTurn() throws Exception {
        fakes.add(
                "theirs",
                "[ ! -e '" + folder.resolve("result") + "' ]; [ $1 = before ] || touch '" + folder.resolve("result")
                        + "'");
        Comparison costs = new SideBySide(bench, fakes.peers(), 2, news::add).run(task(1));
        assertThat(fakes.calls())
                .containsExactly(
                        "ours before",
                        "theirs before",
                        "ours run",
                        "theirs run",
                        "ours run",
                        "theirs run",
                        "ours run",
                        "theirs run");
        assertThat(costs.alone()).isEmpty();
        assertThat(costs.figures())
                .allSatisfy(figure -> assertThat(figure.ours()).hasSize(2))
                .allSatisfy(figure -> assertThat(figure.theirs()).hasSize(2))
                .filteredOn(figure -> figure.name().equals(Figure.EPOCH))
                .singleElement()
                .satisfies(figure -> assertThat(figure.ratio()).isEqualTo(0.5));
        assertThat(costs.figures()).extracting(Figure::name).contains(Figure.WALL, Figure.EPOCH);
    }

    @Test
    void eachCommandIsToldBeforeAndAfter() throws Exception {
        fakes.add("theirs", "");
        new SideBySide(bench, fakes.peers(), 1, news::add).run(task(1));
        assertThat(news).hasSize(12);
        assertThat(news.get(0)).isEqualTo("work, before, sagittal before ...");
        assertThat(news.get(1))
                .matches("work, before, sagittal before: [0-9.]+ s, [0-9.]+ s of processor time, \\d+ MiB");
        assertThat(news.get(2)).isEqualTo("work, before, theirs ...");
        assertThat(news.get(4)).isEqualTo("work, warm-up 1 of 1, sagittal run ...");
        assertThat(news.get(8)).isEqualTo("work, run 1 of 1, sagittal run ...");
        assertThat(news.get(11)).startsWith("work, run 1 of 1, theirs: ").endsWith(" MiB, 14.00 s an epoch");
    }

    @Test
    void whereThePeerIsAbsentOurSideIsMeasured() throws Exception {
        Comparison costs = new SideBySide(bench, fakes.peers(), 1, news::add).run(task(0));
        assertThat(fakes.calls()).containsExactly("ours before", "ours run");
        assertThat(costs.alone()).hasValueSatisfying(why -> assertThat(why).contains("theirs is not on the PATH"));
        assertThat(costs.figures())
                .allSatisfy(figure -> assertThat(figure.theirs()).isEmpty());
    }

    @Test
    void whatOneTaskMadeTheNextDoesNotMakeAgain() throws Exception {
        SideBySide sides = new SideBySide(bench, fakes.peers(), 1, news::add);
        sides.run(task(0));
        sides.run(task(0));
        assertThat(fakes.calls()).containsExactly("ours before", "ours run", "ours run");
    }

    @Test
    void bothFindTheFoldersAndThreadsButOnlyOursTheLaunchersVariables() throws Exception {
        Path seen = folder.resolve("seen.txt");
        fakes.add(
                "theirs",
                "echo \"$nnUNet_raw $nnUNet_n_proc_DA $OMP_NUM_THREADS $MORE ${OMP_WAIT_POLICY-unset} ${GOMP_SPINCOUNT-unset}\" >'"
                        + seen + "'");
        Task task = task(0);
        Task waiting = new Task(
                "work",
                task.ours(),
                task.theirs(),
                Map.of("MORE", "more", "OMP_WAIT_POLICY", "PASSIVE", "GOMP_SPINCOUNT", "2000"),
                0);
        new SideBySide(bench, fakes.peers(), 1, news::add).run(waiting);
        assertThat(seen).hasContent(folder.resolve("work").resolve("raw") + " 2 2 more unset unset\n");
    }

    @Test
    void aSideThatFailsEndsTheComparison() throws Exception {
        fakes.add("theirs", "echo out of memory >&2; exit 4");
        assertThatThrownBy(() -> new SideBySide(bench, fakes.peers(), 1, news::add).run(task(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status 4")
                .hasMessageContaining("out of memory");
    }
}
