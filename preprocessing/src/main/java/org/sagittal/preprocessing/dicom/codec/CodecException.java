package org.sagittal.preprocessing.dicom.codec;

/** A compressed picture that is damaged, or of a kind that is not decoded: one clause that follows the file's name. */
public final class CodecException extends RuntimeException {
    /**
     * Says what is wrong.
     *
     * @param problem one clause without the file's name
     */
    public CodecException(String problem) {
        super(problem);
    }

    /**
     * Says what is wrong, and what was caught when it showed.
     *
     * @param problem one clause without the file's name
     * @param cause the exception underneath
     */
    public CodecException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
