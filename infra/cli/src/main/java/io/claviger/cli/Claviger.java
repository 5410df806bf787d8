package io.claviger.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The tool's entry. */
@Command(
        name = "claviger",
        description = {
            "Operates a deployment of Claviger.",
            "Begin with claviger login --profile NAME --stage STAGE, then claviger status. Each command has --help."
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Claviger.Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LoginCommand.class,
            StatusCommand.class,
            ApplicationsCommand.class,
            InstancesCommand.class,
            CredentialsCommand.class,
            StorageCommand.class,
            DevicesCommand.class,
            DeadLettersCommand.class,
            KeysetCommand.class,
            GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:refused by Claviger or AWS, or status found something wrong",
            "2:the command line is wrong",
            "3:not confirmed, so nothing was done",
            "4:no answer, or the credential is not accepted",
            "5:some rows or instances were done, and others were not"
        })
final class Claviger {
    private Claviger() {}

    public static void main(String... arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    static int run(Terminal terminal, String... arguments) {
        return commandLine(terminal).execute(arguments);
    }

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Claviger(), factory(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setExecutionExceptionHandler(failures(terminal));
    }

    /** Makes commands and option groups, which get the terminal if their constructor takes one. */
    private static IFactory factory(Terminal terminal) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                try {
                    return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
                } catch (NoSuchMethodException _) {
                    return CommandLine.defaultFactory().create(type);
                } catch (InvocationTargetException e) {
                    throw new IllegalStateException(type + " cannot be made", e);
                }
            }
        };
    }

    private static IExecutionExceptionHandler failures(Terminal terminal) {
        return (exception, _, _) -> switch (exception) {
            case Failure failure -> told(terminal, failure.exitCode(), String.valueOf(failure.getMessage()));
            case SdkClientException client -> told(terminal, ExitCode.NO_ACCESS, "AWS: " + Aws.reason(client));
            case SdkException aws -> told(terminal, ExitCode.FAILED, "AWS: " + Aws.reason(aws));
            default -> throw exception;
        };
    }

    private static int told(Terminal terminal, int exitCode, String message) {
        terminal.err().println("claviger: " + message);
        return exitCode;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Claviger.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
            return new String[] {"claviger " + version};
        }
    }
}
