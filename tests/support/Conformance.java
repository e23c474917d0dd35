// Says which rules of PDF/A-3a and PDF/UA-1 each file breaks, by veraPDF's engine: one line for each file and standard.
// One start of Java for all files: `java -cp <jars> Conformance.java FILE...` (JEP 330).

import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Conformance {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1}) {
                System.out.println(file + "\t" + flavour.getId() + "\t" + judge(file, flavour));
            }
        }
    }

    private static String judge(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
            ValidationResult result = validator.validate(parser);
            TreeSet<String> broken = new TreeSet<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber());
                }
            }
            return result.isCompliant() ? "PASS" : "FAIL " + String.join(" ", broken);
        }
    }
}
