package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Habits that only the source shows: a map for every package, files of a readable length, no exception without words. */
class SourceTest {
    private static final int MOST_LINES = 500;
    private static final int FEWEST_FILES = 700;
    /** An early end is put into words by whoever knows the file; an interrupt needs none. */
    private static final Pattern WORDLESS =
            Pattern.compile("throw new (?!EOF|Interrupted)\\w+(Exception|Error|Failure)\\(\\)");

    private static final Pattern NAMELESS = Pattern.compile("new (Runtime)?Exception\\(");

    private static final List<Path> SOURCES = new ArrayList<>();

    @BeforeAll
    static void find() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.toList()) {
                Path main = module.resolve("src/main/java");
                if (Files.isDirectory(main)) {
                    try (Stream<Path> files = Files.walk(main)) {
                        files.filter(f -> f.toString().endsWith(".java")).forEach(SOURCES::add);
                    }
                }
            }
        }
        assertThat(SOURCES).hasSizeGreaterThan(FEWEST_FILES);
    }

    @Test
    void everyPackageHasAMap() throws IOException {
        TreeSet<Path> packages = new TreeSet<>();
        SOURCES.forEach(file -> packages.add(file.getParent()));
        for (Path folder : packages) {
            Path map = folder.resolve("package-info.java");
            assertThat(map).exists();
            assertThat(Files.readString(map)).as(map.toString()).contains("<pre>", "</pre>");
        }
    }

    @Test
    void filesAreShortEnoughToRead() throws IOException {
        for (Path file : SOURCES) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    @Test
    void exceptionsHaveWordsAndAKind() throws IOException {
        for (Path file : SOURCES) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern(WORDLESS)
                    .doesNotContainPattern(NAMELESS);
        }
    }
}
