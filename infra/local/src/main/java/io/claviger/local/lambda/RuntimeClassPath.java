package io.claviger.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.claviger.local.process.ParentWatch;
import io.claviger.local.process.PortableRuntimeClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The class path of a function's process, with AWS's runtime interface client. */
final class RuntimeClassPath {
    private static final String NATIVE_CLIENT = LambdaRuntimeApiClient.class.getPackageName() + ".NativeClient";
    private static final ClassDesc BYTES = ConstantDescs.CD_byte.arrayType();
    private static final Map<String, MethodTypeDesc> CALLS = Map.of(
            "init", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String),
            "next", MethodTypeDesc.of(ClassDesc.of(InvocationRequest.class.getName())),
            "postInvocationResponse", MethodTypeDesc.of(ConstantDescs.CD_void, BYTES, BYTES));
    private static final Map<String, String> NATIVE_LIBRARIES = Map.of(
            "amd64", "jni/libaws-lambda-jni.linux-x86_64.so",
            "x86_64", "jni/libaws-lambda-jni.linux-x86_64.so",
            "aarch64", "jni/libaws-lambda-jni.linux-aarch_64.so");

    private RuntimeClassPath() {}

    /**
     * Creates the class path.
     *
     * @param folder this module's classes are written into it
     * @param portable whether to run without AWS's native library
     */
    static List<Path> create(Path folder, boolean portable) {
        List<Path> classPath = new ArrayList<>();
        copy(ParentWatch.class, folder);
        if (portable) {
            copy(PortableRuntimeClient.class, folder);
            try {
                write(portableClient(), NATIVE_CLIENT.replace('.', '/') + ".class", folder);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
        classPath.add(folder);
        for (Class<?> type :
                List.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)) {
            classPath.add(jarOf(type));
        }
        return classPath;
    }

    /**
     * Unpacks the native library. By itself, each process unpacks it into the same file in /tmp and loads that file; of
     * two processes that start together, one may load half a library.
     */
    static Path nativeLibrary(Path folder) {
        String name = NATIVE_LIBRARIES.getOrDefault(System.getProperty("os.arch"), "");
        try (InputStream in = AWSLambda.class.getResourceAsStream("/" + name)) {
            write(Objects.requireNonNull(in, name).readAllBytes(), name, folder);
            return folder.resolve(name);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Whether AWS provides a native library for this machine. */
    static boolean hasNativeLibrary() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.contains("linux") && NATIVE_LIBRARIES.containsKey(System.getProperty("os.arch"));
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("No jar holds " + type.getName(), impossible);
        }
    }

    private static void copy(Class<?> type, Path folder) {
        String resource = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream("/" + resource)) {
            write(Objects.requireNonNull(in, resource).readAllBytes(), resource, folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * Replaces AWS's class of the same name on the class path, and passes every call on to {@link
     * PortableRuntimeClient}.
     */
    private static byte[] portableClient() {
        ClassDesc target = ClassDesc.of(PortableRuntimeClient.class.getName());
        return ClassFile.of()
                .build(
                        ClassDesc.of(NATIVE_CLIENT),
                        type -> CALLS.forEach((name, signature) -> {
                            type.withMethodBody(name, signature, ClassFile.ACC_STATIC, code -> {
                                for (int parameter = 0; parameter < signature.parameterCount(); parameter++) {
                                    code.aload(parameter);
                                }
                                code.invokestatic(target, name, signature)
                                        .return_(TypeKind.from(signature.returnType()));
                            });
                        }));
    }

    private static void write(byte[] content, String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, content);
    }
}
