package org.sagittal.models.bundle;

import java.io.IOException;

/** Bytes that are no safetensors file; the message is a clause that goes after a file's name. */
final class SafetensorsException extends IOException {
    private static final long serialVersionUID = 1L;

    SafetensorsException(String problem) {
        super(problem);
    }
}
