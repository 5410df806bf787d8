import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes a zip anew, its files in the order of their names and all with one time. Quarkus takes the libraries in the
 * order and with the times that they happen to have in a folder. What it generates in an order of its own stays as it
 * is: {@code .ci/same-zips} knows of that.
 */
final class SameZip {

    /** A zip keeps local time: this is the same in every time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private SameZip() {}

    public static void main(String... arguments) throws IOException {
        Path zip = Path.of(arguments[0]);
        Path same = zip.resolveSibling("same.zip");
        try (ZipFile from = new ZipFile(zip.toFile());
                OutputStream file = Files.newOutputStream(same);
                ZipOutputStream to = new ZipOutputStream(file)) {
            var entries = from.stream()
                    .filter(entry -> !entry.isDirectory())
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            for (ZipEntry entry : entries) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(TIME);
                to.putNextEntry(copy);
                from.getInputStream(entry).transferTo(to);
            }
        }
        Files.move(same, zip, StandardCopyOption.REPLACE_EXISTING);
    }
}
