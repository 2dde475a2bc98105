package org.sagittal.planner.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of nnU-Net's readers reads the images? The one named in dataset.json if nnU-Net has it, else by file ending. A {@code
 * .tif} is a 2D picture when every case is flat, else a stack.
 *
 * <p>Reference: nnunetv2 2.8.1, {@code imageio.reader_writer_registry}; nnU-Net tries one image, a plan from files alone cannot.
 */
public final class ReaderRule {
    private static final Set<String> KNOWN = Set.of(
            "NaturalImage2DIO",
            "SimpleITKIO",
            "SimpleITKIOWithReorient",
            "Tiff3DIO",
            "NibabelIO",
            "NibabelIOWithReorient");
    private static final String SIMPLE_ITK = "SimpleITKIO";
    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry(".png", "NaturalImage2DIO"),
            Map.entry(".bmp", "NaturalImage2DIO"),
            Map.entry(".nii.gz", SIMPLE_ITK),
            Map.entry(".nrrd", SIMPLE_ITK),
            Map.entry(".mha", SIMPLE_ITK),
            Map.entry(".gipl", SIMPLE_ITK),
            // nnU-Net would refuse these.
            Map.entry(".nhdr", SIMPLE_ITK),
            Map.entry(".mhd", SIMPLE_ITK),
            Map.entry(".gipl.gz", SIMPLE_ITK),
            Map.entry(".mgz", SIMPLE_ITK),
            Map.entry(".mgh", SIMPLE_ITK),
            Map.entry(".tiff", "Tiff3DIO"),
            Map.entry(".nii", "NibabelIO"));

    private ReaderRule() {}

    /**
     * Chooses the reader.
     *
     * @param fileEnding {@code file_ending} of dataset.json
     * @param named {@code overwrite_image_reader_writer} of dataset.json, or empty text
     * @param allFlat whether every case is one slice
     * @return nnU-Net's class name
     * @throws PlanningException if no reader knows the ending
     */
    public static Decided<String> decide(String fileEnding, String named, boolean allFlat) {
        boolean byName = KNOWN.contains(named);
        String reader = byName ? named : byEnding(fileEnding, allFlat);
        Decision decision = new Decision(
                "ReaderRule",
                Decision.ALL,
                "Which reader opens the images?",
                List.of(
                        Fact.of("file ending", fileEnding),
                        Fact.of("named in dataset.json", named.isEmpty() ? "none" : named)),
                reader,
                List.of(),
                byName ? "dataset.json names it." : "The first of nnU-Net's readers that knows this file ending.");
        return new Decided<>(reader, decision);
    }

    private static String byEnding(String fileEnding, boolean allFlat) {
        String ending = fileEnding.toLowerCase(Locale.ROOT);
        if (ending.equals(".tif")) {
            return allFlat ? "NaturalImage2DIO" : "Tiff3DIO";
        }
        return Optional.ofNullable(BY_ENDING.get(ending))
                .orElseThrow(() -> new PlanningException(
                        "file_ending must be one that is read (.nii.gz, .nii, .nrrd, .mha, .gipl, .nhdr, .mhd, .mgz,"
                                + " .png, .bmp, .tif, .tiff), got \"" + fileEnding
                                + "\"; convert the images or correct dataset.json"));
    }
}
