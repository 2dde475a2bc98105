package org.sagittal.preprocessing.dicom.series;

import java.util.Optional;

/** Slices that are no regular stack: one sentence, without a full stop, with the slices' names and the numbers. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<SamePlace> samePlace;

    /**
     * Two slices of one place.
     *
     * @param one index of the first, as the slices were given
     * @param other index of the second
     */
    record SamePlace(int one, int other) {}

    StackException(String message) {
        super(message);
        this.samePlace = Optional.empty();
    }

    StackException(String message, int one, int other) {
        super(message);
        this.samePlace = Optional.of(new SamePlace(one, other));
    }

    /** Two slices that lie at one place, if that is the trouble. */
    Optional<SamePlace> samePlace() {
        return samePlace;
    }
}
