import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates PDF files with veraPDF: `VeraPdf FLAVOUR,... FILE...`, such as `ua1,2a book.pdf`. One line a file and
 * flavour, tab-separated: its path, the flavour, "checked" and how many assertions were made; before it one line for each failed rule: the path, the flavour, "failed",
 * the rule's clause and test, how often, where first, and what it demands.
 */
public class VeraPdf {
    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var flavours = Arrays.stream(words[0].split(",")).map(PDFAFlavour::byFlavourId).toList();
        for (int index = 1; index < words.length; index++) {
            validate(flavours, words[index]);
        }
    }

    private static void validate(List<PDFAFlavour> flavours, String path) throws Exception {
        try (var parser = Foundries.defaultInstance().createParser(new File(path), flavours.get(0));
                var validator = Foundries.defaultInstance().createValidator(flavours, 1, false, false, false)) {
            for (var result : validator.validateAll(parser)) {
                tell(path, result);
            }
        }
    }

    private static void tell(String path, ValidationResult result) {
        var flavour = result.getPDFAFlavour();
        for (var failed : result.getFailedChecks().entrySet()) {
            var rule = failed.getKey();
            var first = result.getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .filter(assertion -> assertion.getRuleId().equals(rule)).findFirst().get();
            print(path, flavour, "failed", rule.getClause() + "-" + rule.getTestNumber(), failed.getValue(),
                    first.getLocation().getContext(), first.getMessage());
        }
        print(path, flavour, "checked", result.getTotalAssertions(), result.isCompliant());
    }

    private static void print(Object... cells) {
        var line = new StringBuilder();
        for (var cell : cells) {
            line.append(line.length() == 0 ? "" : "\t").append(cell.toString().replaceAll("\\s+", " "));
        }
        System.out.println(line);
    }
}
