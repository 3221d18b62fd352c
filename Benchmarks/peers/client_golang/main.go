// The series of a recorded scrape, served by client_golang's promhttp.
//
// Argument: a file that holds a scrape in the delimited protobuf format. Listens on a free port of 127.0.0.1, prints it,
// and serves until it is killed.
package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// recordedMetric hands out a value that is ready in the form that gathering wants: a client_golang counter or histogram
// would have to build it first, so that this peer is, if anything, faster than a real exporter.
type recordedMetric struct {
	description *prometheus.Desc
	value       *dto.Metric
}

func (metric recordedMetric) Desc() *prometheus.Desc { return metric.description }

func (metric recordedMetric) Write(out *dto.Metric) error {
	out.Label = metric.value.Label
	out.Gauge = metric.value.Gauge
	out.Counter = metric.value.Counter
	out.Histogram = metric.value.Histogram
	return nil
}

// recordedScrape collects the recorded metrics anew for every request, as a collector of an exporter does.
type recordedScrape []recordedMetric

func (scrape recordedScrape) Describe(chan<- *prometheus.Desc) {}

func (scrape recordedScrape) Collect(metrics chan<- prometheus.Metric) {
	for _, metric := range scrape {
		metrics <- metric
	}
}

func read(path string) (recordedScrape, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	decoder := expfmt.NewDecoder(file, expfmt.FmtProtoDelim)
	var scrape recordedScrape
	for {
		var family dto.MetricFamily
		if err := decoder.Decode(&family); errors.Is(err, io.EOF) {
			return scrape, nil
		} else if err != nil {
			return nil, err
		}
		description := prometheus.NewDesc(family.GetName(), family.GetHelp(), nil, nil)
		for _, metric := range family.Metric {
			scrape = append(scrape, recordedMetric{description, metric})
		}
	}
}

func main() {
	if len(os.Args) != 2 {
		log.Fatalf("usage: %s scrape-file", os.Args[0])
	}
	scrape, err := read(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(scrape)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	http.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{EnableOpenMetrics: true}))
	log.Fatal(http.Serve(listener, nil))
}
