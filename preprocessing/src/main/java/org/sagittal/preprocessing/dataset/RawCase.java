package org.sagittal.preprocessing.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of one patient or picture.
 *
 * @param id file name without channel number and ending
 * @param images one file a channel, in channel order
 * @param label the label map; empty for cases to predict
 */
public record RawCase(String id, List<Path> images, Optional<Path> label) {
    /** Refuses a case without a name. */
    public RawCase {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty, got '' for " + images);
        }
        images = List.copyOf(images);
    }
}
