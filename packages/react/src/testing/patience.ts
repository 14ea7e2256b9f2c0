import { configure } from "@testing-library/react";

// What comes about by itself may take longer than the second that `waitFor` and `findBy` grant: machines are busy.
configure({ asyncUtilTimeout: 15_000 });
