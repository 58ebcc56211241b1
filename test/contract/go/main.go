// What a customer does first, with nothing but the generated client: sign up, verify an email, run a CSV, read results.
//
// Run as `go run . <base URL>/`, beside the generated package. Prints one line of JSON for each step.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/google/uuid"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"winnow.test/contract/winnow"
)

const csv = "Nr;Kontakt;Adresse\r\nK-1;Ada;ada.lovelace@deliverable.test\r\nK-2;Alan;nobody@deliverable.test\r\n"

var mapping = map[string]string{"ref": "Nr", "email": "Adresse"}

type values map[string]any

func report(step string, more values) {
	line := values{"step": step}
	for name, value := range more {
		line[name] = value
	}
	text, err := json.Marshal(line)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
}

// must ends the program unless the call was answered with the status that its typed answer stands for.
func must[Answer any](step string, answer *Answer, body []byte, err error) *Answer {
	if err != nil {
		log.Fatalf("%s: %v", step, err)
	}
	if answer == nil {
		log.Fatalf("%s: %s", step, body)
	}
	return answer
}

func connect(baseURL string, options ...winnow.ClientOption) *winnow.ClientWithResponses {
	client, err := winnow.NewClientWithResponses(baseURL, options...)
	if err != nil {
		log.Fatal(err)
	}
	return client
}

func withKey(token string) winnow.ClientOption {
	return winnow.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+token)
		return nil
	})
}

func signUp(ctx context.Context, baseURL string) *winnow.ClientWithResponses {
	email := openapi_types.Email(fmt.Sprintf("ada-%s@example.com", uuid.NewString()))
	response, err := connect(baseURL).SignUpWithResponse(ctx, winnow.Signup{Email: email, Password: "a quite long password"})
	account := must("sign-up", response.JSON201, response.Body, err)
	modes := []winnow.Mode{}
	token := ""
	for _, key := range account.Keys {
		modes = append(modes, key.Mode)
		if key.Mode == "test" {
			token = key.Token
		}
	}
	report("sign-up", values{"modes": modes})
	return connect(baseURL, withKey(token))
}

func verify(ctx context.Context, client *winnow.ClientWithResponses) {
	response, err := client.VerifyWithResponse(ctx, nil, winnow.VerifyEmail{Email: "grace.hopper@deliverable.test"})
	answer := must("verify", response.JSON200, response.Body, err)
	report("verify", values{"status": answer.Email.Status, "credits": answer.Charge.Credits})
}

func sendCsv(ctx context.Context, client *winnow.ClientWithResponses, mapping map[string]string) (*winnow.CreateJobResponse, error) {
	columns, err := json.Marshal(mapping)
	if err != nil {
		return nil, err
	}
	kind, text := winnow.JobKind("verify"), string(columns)
	params := &winnow.CreateJobParams{Kind: &kind, Mapping: &text, IdempotencyKey: uuid.NewString()}
	return client.CreateJobWithBodyWithResponse(ctx, params, "text/csv", strings.NewReader(csv))
}

func createJob(ctx context.Context, client *winnow.ClientWithResponses) *winnow.Job {
	response, err := sendCsv(ctx, client, mapping)
	job := must("job", response.JSON202, response.Body, err)
	report("job", values{"mode": job.Mode, "submitted": job.Counts.Submitted})
	return job
}

func waitFor(ctx context.Context, client *winnow.ClientWithResponses, id string) {
	wait := int64(20)
	params := winnow.ListEventsParams{Wait: &wait}
	for completed := false; !completed; {
		response, err := client.ListEventsWithResponse(ctx, &params)
		page := must("events", response.JSON200, response.Body, err)
		for _, event := range page.Data {
			params.After = &event.Id
			completed = completed || event.Type == "job.completed" && event.JobId != nil && *event.JobId == id
		}
	}
	response, err := client.ShowJobWithResponse(ctx, id, nil)
	job := must("events", response.JSON200, response.Body, err)
	report("events", values{"status": job.Status, "captured": job.Credits.Captured})
}

func results(ctx context.Context, client *winnow.ClientWithResponses, id string) {
	response, err := client.ShowResultsWithResponse(ctx, id, nil)
	page := must("results", response.JSON200, response.Body, err)
	rows := [][]any{}
	for _, row := range page.Data {
		rows = append(rows, []any{row.Ref, row.Status, row.Email.Status})
	}
	report("results", values{"rows": rows})
}

func refused(ctx context.Context, client *winnow.ClientWithResponses) {
	response, err := sendCsv(ctx, client, map[string]string{"email": "No such column"})
	problem := must("error", response.ApplicationproblemJSON422, response.Body, err)
	report("error", values{"status": problem.Status, "code": problem.Code, "pointer": (*problem.Errors)[0].Pointer})
}

func main() {
	ctx := context.Background()
	client := signUp(ctx, os.Args[1])
	verify(ctx, client)
	job := createJob(ctx, client)
	waitFor(ctx, client, job.Id)
	results(ctx, client, job.Id)
	refused(ctx, client)
}
