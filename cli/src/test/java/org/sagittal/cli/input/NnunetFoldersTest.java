package org.sagittal.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NnunetFoldersTest {
    @TempDir
    private Path root;

    private NnunetFolders folders;

    @BeforeEach
    void twoDatasets() throws IOException {
        Files.createDirectories(root.resolve("Dataset004_Hippocampus"));
        Files.createDirectories(root.resolve("Dataset012_One"));
        Files.createDirectories(root.resolve("Dataset012_Two"));
        folders = NnunetFolders.of(Map.of("nnUNet_raw", root.toString())::get);
    }

    @Test
    void aNumberANameAndAPathAreTheSame() {
        Path folder = root.resolve("Dataset004_Hippocampus");
        assertThat(folders.rawFolder("4")).isEqualTo(folder);
        assertThat(folders.rawFolder("004")).isEqualTo(folder);
        assertThat(folders.rawFolder("Dataset004_Hippocampus")).isEqualTo(folder);
        assertThat(folders.rawFolder(folder.toString())).isEqualTo(folder);
        assertThat(NnunetFolders.of(name -> null).rawFolder(folder.toString())).isEqualTo(folder);
    }

    @Test
    void aNumberThatSeveralHaveIsRefused() {
        assertThatThrownBy(() -> folders.rawFolder("12"))
                .hasMessageContaining("Dataset012_One")
                .hasMessageContaining("full name");
    }

    @Test
    void aFolderThatIsNotThereIsNamedWithTheMend() {
        assertThatThrownBy(() -> folders.rawFolder("7")).hasMessageContaining("7: neither a folder nor a dataset");
        assertThatThrownBy(() -> NnunetFolders.of(name -> null).rawFolder("4"))
                .hasMessageContaining("4: there is no such folder")
                .hasMessageContaining("nnUNet_raw");
    }
}
