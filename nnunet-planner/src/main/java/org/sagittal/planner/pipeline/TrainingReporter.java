package org.sagittal.planner.pipeline;

import java.util.Locale;
import org.sagittal.models.training.EpochRecord;
import org.sagittal.models.training.TrainingListener;

/** Tells a job's listener how a training goes; epochs are its steps. A training that was finished before is a task that is kept. */
public final class TrainingReporter implements TrainingListener, AutoCloseable {
    private final String task;
    private final int epochs;
    private final JobListener listener;
    private boolean begun;
    private String dice = "";

    /**
     * Makes a reporter.
     *
     * @param task what to call the training
     * @param epochs of the whole training
     * @param listener whom to tell
     */
    public TrainingReporter(String task, int epochs, JobListener listener) {
        this.task = task;
        this.epochs = epochs;
        this.listener = listener;
    }

    @Override
    public void onIteration(int epoch, int iteration, int iterations, double loss) {
        if (!begun) {
            begun = true;
            listener.begin(task, epochs);
        }
        listener.at(
                epoch + (double) iteration / iterations,
                String.format(Locale.ROOT, "epoch %d, loss %.3f%s", epoch + 1, loss, dice));
    }

    @Override
    public void onEpoch(EpochRecord epoch, boolean isBest) {
        dice = epoch.meanPseudoDice().isPresent()
                ? String.format(
                        Locale.ROOT,
                        ", pseudo Dice %.3f",
                        epoch.meanPseudoDice().getAsDouble())
                : "";
        listener.at(
                epoch.epoch() + 1.0,
                String.format(Locale.ROOT, "epoch %d, loss %.3f%s", epoch.epoch() + 1, epoch.trainLoss(), dice));
    }

    @Override
    public boolean isCancelled() {
        return listener.isCancelled();
    }

    @Override
    public void close() {
        if (begun) {
            listener.end();
        } else {
            listener.kept(task);
        }
    }
}
