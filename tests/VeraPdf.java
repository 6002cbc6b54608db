import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Validates PDF files with veraPDF: `VeraPdf FLAVOUR FILE...`, such as `ua1 book.pdf`. One line a file, tab-separated:
 * its path, "checked" and how many assertions were made; before it one line for each failed rule: the path, "failed",
 * the rule's clause and test, how often, where first, and what it demands.
 */
public class VeraPdf {
    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String flavour : words[0].split(",")) {
            for (int index = 1; index < words.length; index++) {
                validate(PDFAFlavour.byFlavourId(flavour), words[index]);
            }
        }
    }

    private static void validate(PDFAFlavour flavour, String path) throws Exception {
        try (var parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, 1, false, false, false)) {
            var result = validator.validate(parser);
            for (var failed : result.getFailedChecks().entrySet()) {
                var rule = failed.getKey();
                var first = result.getTestAssertions().stream()
                        .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                        .filter(assertion -> assertion.getRuleId().equals(rule)).findFirst().get();
                tell(path, flavour, "failed", rule.getClause() + "-" + rule.getTestNumber(), failed.getValue(),
                        first.getLocation().getContext(), first.getMessage());
            }
            tell(path, flavour, "checked", result.getTotalAssertions(), result.isCompliant());
        }
    }

    private static void tell(Object... cells) {
        var line = new StringBuilder();
        for (var cell : cells) {
            line.append(line.length() == 0 ? "" : "\t").append(cell.toString().replaceAll("\\s+", " "));
        }
        System.out.println(line);
    }
}
