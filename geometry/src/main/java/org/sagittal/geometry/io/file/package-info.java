/**
 * Files as such, whatever they hold: what is written is there wholly or not at all, a folder has one writer at a time, and what a stopped
 * process leaves is found and removed. Whatever is wrong with a file is one sentence in a
 * {@link org.sagittal.geometry.io.file.FormatException}.
 *
 * <pre>
 *   content ── WholeFile.write ──> PartFile beside it ── forced, moved ──> file
 *   folders ── StagedFolders ────> a hidden folder ────── commit ────────> folders
 *   FolderLock.take(folder)        one writer, or FolderInUseException with who it is
 *   WholeFile.abandonAll           a process that is about to end removes its Unfinished, ScratchFile too
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.file.WholeFile} first.
 */
package org.sagittal.geometry.io.file;
