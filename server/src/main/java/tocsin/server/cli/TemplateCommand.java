package tocsin.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin template}: tries templates without a server. */
@Command(
        name = "template",
        mixinStandardHelpOptions = true,
        description = "Tries templates as the server would, without starting anything.",
        subcommands = {RenderCommand.class})
public final class TemplateCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do with a template: render");
    }
}
