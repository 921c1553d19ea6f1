; pressed now and then, reciprocated
; If `q >= mu* > 0`, `b_res <= 0 < X_res` and the irresolute have no less nerve: the resolute mix, the
; irresolute take limited, and he presses it with probability `X_res / D_res`.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const A Real)
(declare-const F Real)
(declare-const J Real)
(declare-const L_irresolute Real)
(declare-const L_resolute Real)
(declare-const P Real)
(declare-const W Real)
(declare-const Y_limited Real)
(declare-const belief Real)
(declare-const chance Real)
(declare-const dil Real)
(declare-const e_limited Real)
(declare-const f Real)
(declare-const h_irresolute Real)
(declare-const h_resolute Real)
(declare-const k_limited Real)
(declare-const mis Real)
(declare-const q Real)
(declare-const s_limited Real)
(declare-const tr Real)
(declare-const u Real)
(declare-const v_limited Real)
(declare-const weight Real)
(declare-const y_limited Real)
(define-fun R_limited () Real (- (+ (* (- 1.0 u) v_limited) tr) y_limited))
(define-fun b_limited_resolute () Real (- (- (- (* h_resolute e_limited) (* u k_limited)) L_resolute) 0.0))
(define-fun m_limited_resolute () Real (- (+ (+ (- (* h_resolute e_limited) k_limited) Y_limited) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun m_limited_irresolute () Real (- (+ (+ (- (* h_irresolute e_limited) k_limited) Y_limited) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun b_limited_irresolute () Real (- (- (- (* h_irresolute e_limited) (* u k_limited)) L_irresolute) 0.0))
(define-fun u_S_resolute_hardline_hold () Real (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0)))))
(define-fun u_S_resolute_limited_press () Real (- (- (- (- 0.0 (* h_resolute (- 1.0 e_limited))) (* u k_limited)) (+ W (* f F))) L_resolute))
(define-fun u_S_resolute_limited_reciprocate () Real (- (+ (- (- 0.0 (* h_resolute (- 1.0 e_limited))) k_limited) Y_limited) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_limited)))))
(define-fun u_S_irresolute_hardline_hold () Real (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0)))))
(define-fun u_S_irresolute_limited_press () Real (- (- (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) (* u k_limited)) (+ W (* f F))) L_irresolute))
(define-fun u_S_irresolute_limited_reciprocate () Real (- (+ (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) k_limited) Y_limited) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_limited)))))
(define-fun u_R_irresolute_hardline_hold () Real (+ (* u 0.0) (* J (* (- 1.0 mis) 0.0))))
(define-fun u_R_resolute_hardline_press () Real (+ (* u 0.0) (- 0.0 P)))
(define-fun u_R_resolute_limited_press () Real (+ (* u v_limited) (- 0.0 P)))
(define-fun u_R_irresolute_limited_hold () Real (+ (* u v_limited) (* J (* (- 1.0 mis) s_limited))))
(define-fun u_R_irresolute_limited_press () Real (+ (* u v_limited) A))
(define-fun u_R_irresolute_limited_reciprocate () Real (+ (+ (- v_limited y_limited) (* J (* (- 1.0 mis) s_limited))) tr))
; q: probability that the stronger state is resolute, in (0, 1)
(assert (> q 0.0))
(assert (< q 1.0))
; A: rival's gain from pressing an irresolute state, > 0
(assert (> A 0.0))
; P: rival's loss from pressing a resolute state, > 0
(assert (> P 0.0))
; v_a: worth of what the approach offers, to the rival, >= 0
(assert (>= v_limited 0.0))
; k_a: cost of what the approach offers, to the stronger state, >= 0
(assert (>= k_limited 0.0))
; u: share of the concession given whatever the response, in [0, 1]
(assert (>= u 0.0))
(assert (<= u 1.0))
; y_a: cost of reciprocating, to the rival, >= 0
(assert (>= y_limited 0.0))
; Y_a: gain of the stronger state from being reciprocated, >= 0
(assert (>= Y_limited 0.0))
; s_a: share of the rival's insecurity that the approach could relieve, in [0, 1], limited no more than core
(assert (>= s_limited 0.0))
(assert (<= s_limited 1.0))
; mis: share of the relief lost to mistrust, in [0, 1]
(assert (>= mis 0.0))
(assert (<= mis 1.0))
; dil: share of the relief lost under cover, in [0, 1]
(assert (>= dil 0.0))
(assert (<= dil 1.0))
; J: rival's cost of full insecurity, >= 0
(assert (>= J 0.0))
; W: stronger state's expected cost of war at full insecurity, >= 0
(assert (>= W 0.0))
; h_t: cost of hardline policies, >= 0
(assert (>= h_resolute 0.0))
(assert (>= h_irresolute 0.0))
; e_a: share of the cost of hardline policies that the approach saves, in [0, 1]
(assert (>= e_limited 0.0))
(assert (<= e_limited 1.0))
; L_t: loss when pressed, > 0
(assert (> L_resolute 0.0))
(assert (> L_irresolute 0.0))
; f: probability that a conflict left unresolved flares up later, in [0, 1]
(assert (>= f 0.0))
(assert (<= f 1.0))
; F: stronger state's loss if it does, >= 0
(assert (>= F 0.0))
; `R > 0`
(assert (> R_limited 0.0))
; `q >= mu*`
(assert (or (<= (- (- A (* q (+ A P))) (* J (* (- 1.0 mis) s_limited))) 0.0) (<= (- (- A (* q (+ A P))) (* J (* (- 1.0 mis) s_limited))) R_limited)))
; `mu* > 0`
(assert (> (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited))) 0.0))
(assert (> (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited))) R_limited))
; `b_res <= 0`
(assert (<= b_limited_resolute 0.0))
; `X_res > 0`
(assert (> m_limited_resolute 0.0))
; `no less nerve`
(assert (>= (- (* m_limited_irresolute (- m_limited_resolute b_limited_resolute)) (* m_limited_resolute (- m_limited_irresolute b_limited_irresolute))) 0.0))
; he is indifferent
(assert (= (* (* weight q) (- (- A (* 1.0 (+ A P))) (+ (* J (* (- 1.0 mis) s_limited)) R_limited))) (* (- (- 1.0 q)) (- (- A (* 0.0 (+ A P))) (+ (* J (* (- 1.0 mis) s_limited)) R_limited)))))
; the resolute are indifferent
(assert (= (* chance (- m_limited_resolute b_limited_resolute)) m_limited_resolute))
; his belief
(assert (= (* belief (- (- (- A (* 0.0 (+ A P))) (+ (* J (* (- 1.0 mis) s_limited)) R_limited)) (- (- A (* 1.0 (+ A P))) (+ (* J (* (- 1.0 mis) s_limited)) R_limited)))) (- (- A (* 0.0 (+ A P))) (+ (* J (* (- 1.0 mis) s_limited)) R_limited))))
; and yet the witness is no such equilibrium
(assert (not (and (and (>= (- 1.0 weight) 0.0) (>= weight 0.0) (>= chance 0.0) (>= (- 1.0 chance) 0.0) (>= belief 0.0) (>= (- 1.0 belief) 0.0) (= (+ (- 1.0 weight) weight) 1.0) (= (+ (+ chance 0.0) (- 1.0 chance)) 1.0) (= (+ belief (- 1.0 belief)) 1.0)) (and (<= u_S_resolute_hardline_hold (+ (* (- 1.0 weight) u_S_resolute_hardline_hold) (* weight (+ (* chance u_S_resolute_limited_press) (* (- 1.0 chance) u_S_resolute_limited_reciprocate))))) (=> (> (- 1.0 weight) 0.0) (= u_S_resolute_hardline_hold (+ (* (- 1.0 weight) u_S_resolute_hardline_hold) (* weight (+ (* chance u_S_resolute_limited_press) (* (- 1.0 chance) u_S_resolute_limited_reciprocate)))))) (<= (+ (* chance u_S_resolute_limited_press) (* (- 1.0 chance) u_S_resolute_limited_reciprocate)) (+ (* (- 1.0 weight) u_S_resolute_hardline_hold) (* weight (+ (* chance u_S_resolute_limited_press) (* (- 1.0 chance) u_S_resolute_limited_reciprocate))))) (=> (> weight 0.0) (= (+ (* chance u_S_resolute_limited_press) (* (- 1.0 chance) u_S_resolute_limited_reciprocate)) (+ (* (- 1.0 weight) u_S_resolute_hardline_hold) (* weight (+ (* chance u_S_resolute_limited_press) (* (- 1.0 chance) u_S_resolute_limited_reciprocate)))))) (<= u_S_irresolute_hardline_hold (+ (* chance u_S_irresolute_limited_press) (* (- 1.0 chance) u_S_irresolute_limited_reciprocate))) (<= (+ (* chance u_S_irresolute_limited_press) (* (- 1.0 chance) u_S_irresolute_limited_reciprocate)) (+ (* chance u_S_irresolute_limited_press) (* (- 1.0 chance) u_S_irresolute_limited_reciprocate))) (= (+ (* chance u_S_irresolute_limited_press) (* (- 1.0 chance) u_S_irresolute_limited_reciprocate)) (+ (* chance u_S_irresolute_limited_press) (* (- 1.0 chance) u_S_irresolute_limited_reciprocate)))) (and (=> (> (- 1.0 weight) 0.0) (and (= (* 1.0 (+ (* q (- 1.0 weight)) (* (- 1.0 q) 0.0))) (* q (- 1.0 weight))) (= (* 0.0 (+ (* q (- 1.0 weight)) (* (- 1.0 q) 0.0))) (* (- 1.0 q) 0.0)))) (and (= (* belief (+ (* q weight) (* (- 1.0 q) 1.0))) (* q weight)) (= (* (- 1.0 belief) (+ (* q weight) (* (- 1.0 q) 1.0))) (* (- 1.0 q) 1.0)))) (and (>= (- u_R_irresolute_hardline_hold u_R_resolute_hardline_press) 0.0) (=> (> chance 0.0) (and (>= (+ (* belief (- u_R_resolute_limited_press u_R_irresolute_limited_hold)) (* (- 1.0 belief) (- u_R_irresolute_limited_press u_R_irresolute_limited_hold))) 0.0) (>= (+ (* belief (- u_R_resolute_limited_press u_R_irresolute_limited_reciprocate)) (* (- 1.0 belief) (- u_R_irresolute_limited_press u_R_irresolute_limited_reciprocate))) 0.0))) (=> (> (- 1.0 chance) 0.0) (and (>= (+ (* belief (- u_R_irresolute_limited_reciprocate u_R_resolute_limited_press)) (* (- 1.0 belief) (- u_R_irresolute_limited_reciprocate u_R_irresolute_limited_press))) 0.0) (>= (+ (* belief (- u_R_irresolute_limited_reciprocate u_R_irresolute_limited_hold)) (* (- 1.0 belief) (- u_R_irresolute_limited_reciprocate u_R_irresolute_limited_hold))) 0.0)))) (and (> chance 0.0) (> weight 0.0)))))
(check-sat)
