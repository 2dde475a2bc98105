package org.sagittal.geometry.testing.fault;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Counts what is done to the files of one file system and makes one act of them fail, or all from one on. Acts are counted from 1. */
public final class Faults {
    private final FaultFileSystem files;
    private final Set<Path> unforced = new TreeSet<>();
    private final Set<String> movedUnforced = new TreeSet<>();
    private Onlooker onlooker = (act, path) -> {};
    private Manner manner = Manner.NONE;
    private long from = Long.MAX_VALUE;
    private long acts;
    private long fired;

    /** What can be done to a file. */
    public enum Act {
        /** A channel is opened, the file made if it is a new one. */
        OPEN,
        /** Bytes are read. */
        READ,
        /** Bytes are written. */
        WRITE,
        /** The disk is waited for. */
        FORCE,
        /** Named by the place it is moved to. */
        MOVE,
        /** A folder that is not there yet is made. */
        MAKE_FOLDER,
        /** A file or folder is deleted. */
        DELETE,
        /** A folder is listed. */
        LIST,
        /** Locked, if nobody else has it locked. Shown to onlookers only: it is not counted and does not go wrong by plan. */
        LOCK,
        /** What kind of file it is and which. Shown to onlookers only. */
        LOOK
    }

    /** Sees what is about to be done, and may do something itself meanwhile, as another process would, or have it fail. */
    @FunctionalInterface
    public interface Onlooker {
        /**
         * Looks at one act.
         *
         * @param act what is about to be done
         * @param path to what, in the real file system
         * @throws IOException if it is not to be done
         */
        void before(Act act, Path path) throws IOException;
    }

    /** How an act goes wrong. */
    public enum Manner {
        /** Nothing does. */
        NONE,
        /** The act fails and leaves nothing. */
        FAIL,
        /** A write takes half of its bytes and fails, a read finds the file's end too early; other acts are well. */
        CUT,
        /** From now on nothing can be made or written. */
        FULL,
        /** From now on every act fails, as on a disk that was pulled out, or as if the process had died. */
        GONE
    }

    /** No faults yet. */
    public Faults() {
        this.files = new FaultFileSystem(new FaultProvider(this));
    }

    /**
     * A path of the real file system as one whose acts are counted.
     *
     * @param real of the default file system
     * @return the same place
     */
    public Path over(Path real) {
        return new FaultPath(files, real);
    }

    /**
     * Plans a fault and counts from 1 again.
     *
     * @param how it goes wrong
     * @param act which act is the first to go wrong, from 1
     */
    public synchronized void plan(Manner how, long act) {
        manner = how;
        from = act;
        acts = 0;
        fired = 0;
    }

    /**
     * Has every act shown to somebody before it is done, besides what is planned.
     *
     * @param who takes the place of an earlier one
     */
    public synchronized void show(Onlooker who) {
        onlooker = who;
    }

    /**
     * Whether an act went wrong since the plan.
     *
     * @return true if one did
     */
    public synchronized boolean fired() {
        return fired > 0;
    }

    /**
     * How many acts there were since the plan.
     *
     * @return the number of the latest one
     */
    public synchronized long acts() {
        return acts;
    }

    /**
     * Names of files that came to their place by a move before their bytes were forced to the disk.
     *
     * @return names in order
     */
    public synchronized Set<String> movedUnforced() {
        return new TreeSet<>(movedUnforced);
    }

    /**
     * Counts an act.
     *
     * @return whether a read or write is to be cut
     * @throws IOException if it goes wrong
     */
    synchronized boolean count(Act act, Path path) throws IOException {
        look(act, path);
        acts++;
        boolean first = acts == from;
        boolean wrong = switch (manner) {
            case NONE -> false;
            case FAIL -> first;
            case CUT -> first && (act == Act.READ || act == Act.WRITE);
            case FULL -> acts >= from && (act == Act.WRITE || act == Act.MAKE_FOLDER || act == Act.FORCE);
            case GONE -> acts >= from;
        };
        if (!wrong) {
            return false;
        }
        fired++;
        if (manner == Manner.CUT) {
            return true;
        }
        throw new FileSystemException(path.toString(), null, act == Act.READ ? "Input/output error" : SAID);
    }

    synchronized void look(Act act, Path path) throws IOException {
        onlooker.before(act, FaultPath.real(path));
    }

    /** What the operating system says when a disk is full. */
    static final String SAID = "No space left on device";

    synchronized void written(Path path) {
        unforced.add(path);
    }

    synchronized void forced(Path path) {
        unforced.remove(path);
    }

    synchronized void moved(Path source, Path target) {
        if (unforced.remove(source)) {
            movedUnforced.add(target.getFileName().toString());
        }
    }
}
