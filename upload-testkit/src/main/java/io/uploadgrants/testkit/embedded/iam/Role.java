package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.query.QueryXml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role. This server has each that somebody names; {@link RolePolicies} limit it.
 *
 * @param arn for instance {@code arn:aws:iam::123456789012:role/uploads/Uploader}
 * @param partition for instance {@code aws}
 * @param account 12 digits
 * @param name the role's name, without its path
 */
public record Role(String arn, String partition, String account, String name) {

  /** AWS's own form; one shared with the library would let pass whatever the library takes. */
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws|aws-cn|aws-us-gov):iam::([0-9]{12}):role/(?:[!-~]{1,510}/)?([\\w+=,.@-]{1,64})");

  /** Makes the role without a path. */
  Role(String partition, String account, String name) {
    this("arn:" + partition + ":iam::" + account + ":role/" + name, partition, account, name);
  }

  public static Role parse(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      throw QueryException.invalid(
          QueryException.quoted(arn)
              + " is invalid. A role's ARN is arn:aws:iam::<12 digits>:role/<name>, with a name of"
              + " up to 64 letters, digits and _+=,.@-. Correct RoleArn.");
    }
    return new Role(arn, matcher.group(1), matcher.group(2), matcher.group(3));
  }

  /** Returns the role's unique id; it depends on the ARN alone, so that it stays the same. */
  String id() {
    return IamIds.unique("AROA", arn);
  }

  String sessionArn(String sessionName) {
    return "arn:" + partition + ":sts::" + account + ":assumed-role/" + name + '/' + sessionName;
  }

  /** Returns IAM's condition keys of a session of the role. */
  public Map<String, List<String>> context(String sessionName) {
    Map<String, List<String>> context = new LinkedHashMap<>();
    context.put("aws:PrincipalType", List.of("AssumedRole"));
    context.put("aws:PrincipalArn", List.of(arn));
    context.put("aws:PrincipalAccount", List.of(account));
    context.put("aws:userid", List.of(id() + ':' + sessionName));
    return context;
  }

  public void writeUser(QueryXml xml, String sessionName) {
    xml.open("AssumedRoleUser")
        .element("AssumedRoleId", id() + ':' + sessionName)
        .element("Arn", sessionArn(sessionName))
        .close("AssumedRoleUser");
  }
}
