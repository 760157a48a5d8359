// Reads every sample into its generated type and writes it again: nothing but nulls and empty lists may be
// lost or added. (Optional members are `omitempty`.)
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
)

type document interface{ Marshal() ([]byte, error) }

func parse(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	return value, decoder.Decode(&value)
}

func isNothing(value any) bool {
	list, isList := value.([]any)
	return value == nil || isList && len(list) == 0
}

// Where the first value differs from the second.
func difference(a, b any, place string) string {
	if isNothing(a) && isNothing(b) {
		return ""
	}
	switch first := a.(type) {
	case map[string]any:
		second, ok := b.(map[string]any)
		if !ok {
			break
		}
		for name, value := range second {
			if _, ok := first[name]; !ok && !isNothing(value) {
				return place + "/" + name + ": added"
			}
		}
		for name, value := range first {
			if found := difference(value, second[name], place+"/"+name); found != "" {
				return found
			}
		}
		return ""
	case []any:
		second, ok := b.([]any)
		if !ok || len(first) != len(second) {
			break
		}
		for index := range first {
			if found := difference(first[index], second[index], fmt.Sprint(place, "/", index)); found != "" {
				return found
			}
		}
		return ""
	case json.Number:
		if second, ok := b.(json.Number); ok {
			x, _ := new(big.Rat).SetString(first.String())
			y, _ := new(big.Rat).SetString(second.String())
			if x.Cmp(y) == 0 {
				return ""
			}
		}
	default:
		if a == b {
			return ""
		}
	}
	return fmt.Sprintf("%s: %v became %v", place, a, b)
}

func check(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	kind, _, _ := strings.Cut(filepath.Base(path), ".")
	read, ok := readers[kind]
	if !ok {
		return fmt.Errorf("no type %s", kind)
	}
	value, err := read(text)
	if err != nil {
		return err
	}
	written, err := value.Marshal()
	if err != nil {
		return err
	}
	before, err := parse(text)
	if err != nil {
		return err
	}
	after, err := parse(written)
	if err != nil {
		return err
	}
	if found := difference(before, after, ""); found != "" {
		return fmt.Errorf("%s", found)
	}
	return nil
}

func main() {
	paths, err := filepath.Glob(os.Args[1] + "/*.json")
	failures := 0
	for _, path := range paths {
		if err := check(path); err != nil {
			failures++
			fmt.Println(filepath.Base(path), err)
		}
	}
	fmt.Println(len(paths), "samples read,", failures, "failures")
	if err != nil || failures > 0 || len(paths) == 0 {
		os.Exit(1)
	}
}
