package org.sagittal.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.ConsoleJob;
import org.sagittal.cli.console.Progress;
import org.sagittal.cli.demo.PhantomDataset;
import org.sagittal.cli.demo.SmallPlans;
import org.sagittal.cli.input.CountWord;
import org.sagittal.models.script.Precision;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.pipeline.PipelineRequest;
import org.sagittal.planner.pipeline.SelfConfiguringPipeline;
import org.sagittal.planner.pipeline.TrainingOptions;
import org.sagittal.planner.rules.PlannerProfile;
import org.sagittal.preprocessing.dataset.RawDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sagittal demo}: the whole job on synthetic scans, in a few minutes. */
@Command(
        name = "demo",
        description = {
            "Shows the whole job on synthetic scans, in a few minutes",
            "Draws phantoms with three organs, plans and trains a network on some of them, predicts others that it has never "
                    + "seen, and writes a report with pictures. Stopped, the same command goes on from there."
        },
        footer = {"  sagittal demo", "  sagittal demo -o shown --epochs 4"})
public final class DemoCommand extends Subcommand {
    private static final int TRAINING = 20;
    private static final int UNSEEN = 6;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "sagittal-demo",
            description = "folder for everything (default sagittal-demo)")
    private Path folder;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "seed of the training (default 1)")
    private long seed;

    @Option(
            names = "--epochs",
            converter = CountWord.class,
            paramLabel = "N",
            defaultValue = "16",
            description = "epochs of training (default 16)")
    private int epochs;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public DemoCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws IOException {
        Path raw = folder.resolve("raw").resolve(PhantomDataset.NAME);
        try (Progress progress = console.progress("draw phantoms", TRAINING + UNSEEN)) {
            PhantomDataset.write(raw, TRAINING, UNSEEN, done -> progress.at(done, ""));
        }
        RawDataset dataset = RawDataset.open(raw);
        PipelineRequest request = new PipelineRequest(
                dataset,
                folder,
                PlanOptions.of(dataset.name(), PlannerProfile.EXPERIMENT).withPlansName("DemoPlans"),
                SmallPlans::plan,
                List.of(),
                List.of(),
                training(),
                threads());
        Path page = new SelfConfiguringPipeline(
                        request, SelfConfiguringPipeline.reader(request.raw()), new ConsoleJob(console))
                .run();
        double dice = new ObjectMapper()
                .readTree(folder.resolve("report").resolve("summary.json").toFile())
                .at("/foreground_mean/Dice")
                .asDouble();
        console.result(
                String.format(Locale.ROOT, "mean Dice %.3f on %d phantoms the network had never seen", dice, UNSEEN));
        console.result("report: " + page.toAbsolutePath().normalize());
        return 0;
    }

    private TrainingOptions training() {
        return new TrainingOptions(
                new TrainingOptions.ScheduleOptions(
                        OptionalInt.of(epochs), OptionalInt.of(30), OptionalInt.of(4), OptionalDouble.empty()),
                OptionalInt.of(2),
                OptionalLong.of(seed),
                Precision.FLOAT32,
                Optional.empty(),
                false);
    }
}
