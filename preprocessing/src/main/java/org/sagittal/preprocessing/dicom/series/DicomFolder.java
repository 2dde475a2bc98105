package org.sagittal.preprocessing.dicom.series;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.DicomFile;
import org.sagittal.preprocessing.dicom.DicomReader;
import org.sagittal.preprocessing.dicom.Tag;

/**
 * The DICOM images of one folder, grouped by series. Files that are no images (notes, reports, directories, hidden files) are skipped and
 * counted; so are segmentations beside the images that they belong to. Folders below are not looked into.
 */
public final class DicomFolder {
    private static final int START_BYTES = 132;
    private static final String SEGMENTATIONS = "SEG";

    private final Path folder;
    private final Map<String, List<DicomFile>> series;
    private final int skipped;

    private DicomFolder(Path folder, Map<String, List<DicomFile>> series, int skipped) {
        this.folder = folder;
        this.series = series;
        this.skipped = skipped;
    }

    /**
     * Whether a folder holds DICOM images itself.
     *
     * @param folder an existing folder
     * @return true if there is at least one
     */
    public static boolean hasImages(Path folder) {
        return files(folder).stream().anyMatch(file -> image(file).isPresent());
    }

    /**
     * Reads the headers of all files.
     *
     * @param folder an existing folder
     * @return its series, at least one
     * @throws FormatException if there is no image, or a DICOM file is damaged, so that a slice would be missing
     */
    public static DicomFolder open(Path folder) {
        List<Path> all = files(folder);
        List<DicomFile> images =
                all.stream().map(DicomFolder::image).flatMap(Optional::stream).toList();
        if (images.isEmpty()) {
            throw new FormatException(folder, "holds no DICOM image among its " + all.size() + " files");
        }
        Predicate<DicomFile> segmentation = DicomFolder::segmentation;
        boolean onlySegmentations = images.stream().allMatch(segmentation);
        List<DicomFile> taken = onlySegmentations
                ? images
                : images.stream().filter(segmentation.negate()).toList();
        Map<String, List<DicomFile>> series = new TreeMap<>();
        taken.forEach(file -> series.computeIfAbsent(DicomSeries.uid(file), uid -> new ArrayList<>())
                .add(file));
        return new DicomFolder(folder, series, all.size() - taken.size());
    }

    private static boolean segmentation(DicomFile file) {
        return file.dataset().string(Tag.MODALITY).filter(SEGMENTATIONS::equals).isPresent();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw unlisted(folder, e.getCause());
        } catch (IOException e) {
            throw unlisted(folder, e);
        }
    }

    private static FormatException unlisted(Path folder, IOException e) {
        return new FormatException(folder, "cannot be listed: " + FileTrouble.reason(e), e);
    }

    /** What is no DICOM file, or one without pixels, is none; a damaged one is told. */
    private static Optional<DicomFile> image(Path file) {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START_BYTES);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
        boolean signed = start.length == START_BYTES && start[START_BYTES - 4] == 'D' && start[START_BYTES - 3] == 'I';
        if (!DicomReader.recognises(start)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DicomReader.read(file)).filter(DicomFile::hasPixels);
        } catch (FormatException e) {
            if (signed) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * How many files are no images of a series.
     *
     * @return at least 0
     */
    public int skipped() {
        return skipped;
    }

    /**
     * The only series.
     *
     * @return its volume
     * @throws FormatException if there are several; they are named
     */
    public DicomSeries only() {
        if (series.size() > 1) {
            throw new FormatException(
                    folder,
                    "holds " + series.size() + " series: " + list()
                            + "; choose one with --series, or put each into a folder of its own");
        }
        return DicomSeries.of(folder, series.values().iterator().next());
    }

    /**
     * A series by name.
     *
     * @param uid its Series Instance UID, or the end of it
     * @return its volume
     * @throws FormatException if there is none of that name, or several
     */
    public DicomSeries named(String uid) {
        List<String> found = series.keySet().stream()
                .filter(one -> one.equals(uid) || one.endsWith("." + uid))
                .toList();
        if (found.size() != 1) {
            throw new FormatException(
                    folder,
                    "holds " + (found.isEmpty() ? "no" : "more than one") + " series " + uid + ", but: " + list());
        }
        return DicomSeries.of(folder, series.get(found.get(0)));
    }

    private String list() {
        return series.entrySet().stream()
                .map(entry -> words(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String words(String uid, List<DicomFile> files) {
        DicomDataset first = files.get(0).dataset();
        String description = first.string(Tag.SERIES_DESCRIPTION)
                .map(text -> " '" + text + "'")
                .orElse("");
        return uid + " (" + first.string(Tag.MODALITY).orElse("unknown modality") + description + ", " + files.size()
                + (files.size() == 1 ? " file)" : " files)");
    }
}
