package org.sagittal.cli.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sagittal.evaluation.batch.CaseFiles;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.IntensityVolume;

/**
 * Which image a report draws below a case's outlines: its first channel.
 *
 * @param files name without ending to image
 */
public record ReportImages(Map<String, Path> files) {
    /** No images. */
    public static final ReportImages NONE = new ReportImages(Map.of());

    /** Takes a copy. */
    public ReportImages {
        files = Map.copyOf(files);
    }

    /**
     * Looks for images.
     *
     * @param folder where the user says they are
     * @param datasetJson in whose folder {@code imagesTr} and {@code imagesTs} are looked for if the user says nothing
     * @return the images; none if there is no such folder
     * @throws FormatException if the folder that the user names is not there
     */
    public static ReportImages of(Optional<Path> folder, Path datasetJson) {
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new FormatException(folder.get(), "there is no such folder of images");
        }
        List<Path> folders = folder.map(List::of)
                .orElseGet(
                        () -> List.of(datasetJson.resolveSibling("imagesTr"), datasetJson.resolveSibling("imagesTs")));
        Map<String, Path> files = new TreeMap<>();
        folders.forEach(one -> files.putAll(CaseFiles.ofAnyFormat(one)));
        return new ReportImages(files);
    }

    /**
     * The image of a case.
     *
     * @param pair the case
     * @return {@code <case>_0000}, else {@code <case>}, in any format
     */
    public Optional<Path> file(CasePair pair) {
        String id = VolumeFormats.endingOf(Path.of(pair.id()))
                .map(ending -> pair.id().substring(0, pair.id().length() - ending.length()))
                .orElse(pair.id());
        return Optional.ofNullable(files.get(id + "_0000")).or(() -> Optional.ofNullable(files.get(id)));
    }

    /**
     * Reads the image of a case.
     *
     * @param pair the case
     * @return its first channel; empty if there is none or it cannot be read
     */
    public Optional<IntensityVolume> read(CasePair pair) {
        try {
            return file(pair).map(file -> {
                StoredVolume stored = VolumeFormats.of(file).read(file);
                return new IntensityVolume(
                        stored.header().grid(), stored.channels().get(0));
            });
        } catch (FormatException e) {
            // A report without this picture is better than none.
            return Optional.empty();
        }
    }
}
