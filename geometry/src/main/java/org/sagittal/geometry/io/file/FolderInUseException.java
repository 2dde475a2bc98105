package org.sagittal.geometry.io.file;

import java.nio.file.Path;

/** A folder in which another process is at work: who, since when, and what to do. */
public final class FolderInUseException extends RuntimeException {
    /**
     * Says who has the folder.
     *
     * @param folder the folder
     * @param owner who is at work there and since when, e.g. "process 4711 since 2026-01-31 12:00:00Z"
     */
    public FolderInUseException(Path folder, String owner) {
        super(folder + ": is in use by " + owner + "; wait for it, end it, or choose another folder");
    }
}
