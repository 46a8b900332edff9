// Command policybench asks the API server's own evaluator about requests, for bench/policy.
//
//	policybench POLICY REQUESTS
//
// REQUESTS is NDJSON. The first line of output holds the decisions, so that they can be compared. After that, each line of input is a
// number of milliseconds, and is answered with the decisions per second of one round of that length.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"k8s.io/apiserver/pkg/apis/audit"
	auditinternal "k8s.io/apiserver/pkg/audit"
	"k8s.io/apiserver/pkg/audit/policy"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
)

type request struct {
	User            *string  `json:"user"`
	Groups          []string `json:"groups"`
	Verb            string   `json:"verb"`
	APIGroup        string   `json:"apiGroup"`
	APIVersion      string   `json:"apiVersion"`
	Resource        string   `json:"resource"`
	Subresource     string   `json:"subresource"`
	Namespace       string   `json:"namespace"`
	Name            string   `json:"name"`
	ResourceRequest bool     `json:"resourceRequest"`
	Path            string   `json:"path"`
}

type decision struct {
	Level             audit.Level   `json:"level"`
	Rule              int           `json:"rule"`
	OmitStages        []audit.Stage `json:"omitStages"`
	OmitManagedFields bool          `json:"omitManagedFields"`
}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: policybench POLICY REQUESTS"))
	}
	attributes, err := readRequests(os.Args[2])
	if err != nil {
		fail(err)
	}
	single, err := ruleEvaluators(os.Args[1])
	if err != nil {
		fail(err)
	}
	whole, err := policy.LoadPolicyFromFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	evaluator := policy.NewPolicyRuleEvaluator(whole)
	decisions := make([]decision, len(attributes))
	for i, one := range attributes {
		decisions[i] = decide(evaluator, single, one)
	}
	if err := json.NewEncoder(os.Stdout).Encode(decisions); err != nil {
		fail(err)
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		length, err := strconv.Atoi(lines.Text())
		if err != nil {
			fail(err)
		}
		fmt.Println(perSecond(evaluator, attributes, time.Duration(length)*time.Millisecond))
	}
}

// perSecond decides all requests over and over; the levels' lengths are summed, so that no decision can be left out.
func perSecond(evaluator auditinternal.PolicyRuleEvaluator, attributes []authorizer.Attributes, length time.Duration) int {
	passes, sum := 0, 0
	started := time.Now()
	elapsed := time.Duration(0)
	for ; elapsed < length; elapsed = time.Since(started) {
		for _, one := range attributes {
			sum += len(evaluator.EvaluatePolicyRule(one).Level)
		}
		passes++
	}
	if sum == 0 {
		fail(fmt.Errorf("no decision was made"))
	}
	return int(float64(passes*len(attributes)) / elapsed.Seconds())
}

// decide also finds the rule that decided, which the evaluator does not tell: the first that matches when it is alone.
func decide(whole auditinternal.PolicyRuleEvaluator, single []auditinternal.PolicyRuleEvaluator, one authorizer.Attributes) decision {
	config := whole.EvaluatePolicyRule(one)
	stages := slices.Compact(slices.Sorted(slices.Values(config.OmitStages)))
	if stages == nil {
		stages = []audit.Stage{}
	}
	matches := func(rule auditinternal.PolicyRuleEvaluator) bool {
		return rule.EvaluatePolicyRule(one).Level == audit.LevelMetadata
	}
	return decision{config.Level, slices.IndexFunc(single, matches) + 1, stages, config.OmitManagedFields}
}

// ruleEvaluators makes each rule a policy of its own, with a level that tells whether it matches.
func ruleEvaluators(file string) ([]auditinternal.PolicyRuleEvaluator, error) {
	loaded, err := policy.LoadPolicyFromFile(file)
	if err != nil {
		return nil, err
	}
	evaluators := make([]auditinternal.PolicyRuleEvaluator, len(loaded.Rules))
	for i, rule := range loaded.Rules {
		rule.Level = audit.LevelMetadata
		evaluators[i] = policy.NewPolicyRuleEvaluator(&audit.Policy{Rules: []audit.PolicyRule{rule}})
	}
	return evaluators, nil
}

func readRequests(file string) ([]authorizer.Attributes, error) {
	input, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer input.Close()
	var attributes []authorizer.Attributes
	for decoder := json.NewDecoder(input); decoder.More(); {
		var one request
		if err := decoder.Decode(&one); err != nil {
			return nil, err
		}
		attributes = append(attributes, attributesOf(one))
	}
	return attributes, nil
}

func attributesOf(one request) authorizer.Attributes {
	record := authorizer.AttributesRecord{
		Verb:            one.Verb,
		APIGroup:        one.APIGroup,
		APIVersion:      one.APIVersion,
		Resource:        one.Resource,
		Subresource:     one.Subresource,
		Namespace:       one.Namespace,
		Name:            one.Name,
		ResourceRequest: one.ResourceRequest,
		Path:            one.Path,
	}
	if one.User != nil {
		record.User = &user.DefaultInfo{Name: *one.User, Groups: one.Groups}
	}
	// A pointer, as the request filters of the API server pass it.
	return &record
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
